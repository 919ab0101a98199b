import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './files.mjs';

/** Path of a command of an installed package, and the Node binary that runs it. */
export const bin = (name) => join(root, 'node_modules', '.bin', name);

/**
 * Runs a command and resolves with its exit code; a command that cannot start or runs out of time counts as 1.
 * With `capture` its output is collected instead of shown.
 */
export function run(command, args, { env = {}, capture = false, minutes = 15, cwd = root } = {}) {
  return new Promise((resolve) => {
    const windows = process.platform === 'win32';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', capture ? 'pipe' : 'inherit', capture ? 'pipe' : 'inherit'],
      shell: windows && !command.endsWith('.exe'),
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    const timer = setTimeout(() => {
      const note = `Ended after ${minutes} minutes: ${command} ${args.join(' ')}`;
      if (capture) output += `\n${note}\n`;
      else console.error(note);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5000).unref();
    }, minutes * 60_000);
    const stop = (signal) => child.kill(signal);
    process.on('SIGINT', stop).on('SIGTERM', stop);
    const done = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      if (!capture) console.error(error.message);
      done(1);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
