/** Whether the device's own store holds a text; runs in the page. */
export function keeps({ name, text }: { name: string; text: string }): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(new Error(`${name} does not open`));
    opening.onsuccess = () => {
      const database = opening.result;
      const reading = database.transaction('local').objectStore('local').getAll();
      reading.onsuccess = () => {
        database.close();
        resolve(JSON.stringify(reading.result).includes(text));
      };
    };
  });
}
