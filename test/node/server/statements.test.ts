/** What lets the tables be distributed by log: every statement names one log, or one token. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as statements from '../../../src/server/log/statements.js';
import { MIGRATIONS } from '../../../src/server/log/migrations.js';

const KEYS: Readonly<Record<string, string>> = { tandem_found: 'hash' };
const keyOf = (table: string): string => KEYS[table] ?? 'log_id';

void describe('every table and statement stays on one shard', () => {
  for (const [name, sql] of Object.entries(statements)) {
    it(name, () => {
      const tables = [...sql.matchAll(/(?:FROM|INTO|UPDATE|JOIN) (tandem_\w+)/g)].map(([, table]) => table ?? '');
      assert.ok(tables.length > 0);
      const key = keyOf(tables[0] ?? '');
      for (const table of tables) assert.equal(keyOf(table), key, `${table} is divided as the others are`);
      // An INSERT takes $1 for its first column, which is the key; everything else compares the key with $1.
      const inserts = new RegExp(`INSERT INTO \\w+ \\(${key}\\b[^)]*\\)\\s+(VALUES \\(\\$1\\b|SELECT \\$1\\b)`).test(
        sql,
      );
      const compares = [...sql.matchAll(new RegExp(`\\b${key} = (\\$1|\\w+\\.${key})\\b`, 'g'))].length;
      assert.ok(inserts || compares >= tables.length, sql);
    });
  }

  it('every key begins with what its table is divided by', () => {
    for (const sql of MIGRATIONS.flat()) {
      const [, table = ''] = /^CREATE TABLE (\w+)/.exec(sql) ?? [];
      const keys = [...sql.matchAll(/(?:PRIMARY KEY|UNIQUE) \((\w+)/g)].map(([, column]) => column);
      const own = /^\s*(\w+) .*PRIMARY KEY,?$/m.exec(sql);
      if (own && keys.length === 0) keys.push(own[1]);
      assert.ok(keys.length > 0, sql);
      for (const column of keys) assert.equal(column, keyOf(table), sql);
    }
  });
});
