type Method = (this: object, ...args: unknown[]) => unknown;

const undo: (() => void)[] = [];

/** Replaces a method until {@link unpatch}. */
export function patchMethod<T extends object>(target: T, name: keyof T & string, make: (original: Method) => Method) {
  const original = target[name] as Method;
  patchValue(target, name, { value: make(original), writable: true });
}

/** Replaces a property until {@link unpatch}. */
export function patchValue<T extends object>(target: T, name: keyof T & string, descriptor: PropertyDescriptor): void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, ...descriptor });
  undo.push(() => {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  });
}

/** Puts back everything that was replaced. */
export function unpatch(): void {
  while (undo.length > 0) undo.pop()?.();
}
