import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Programs that a test starts beside itself; whatever becomes of the test, `stop` ends them all. */
export class Processes {
  #started = [];

  start(command, args, options = {}) {
    const program = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const started = { program, said: '' };

    for (const stream of [program.stdout, program.stderr]) {
      stream.setEncoding('utf8').on('data', text => { started.said += text; });
    }

    this.#started.push(started);

    return {
      get said() { return started.said; },

      /** Waits until an address answers, however it answers. */
      async answers(address) {
        while (program.exitCode === null) {
          if (await fetch(address).then(() => true, () => false)) {
            return;
          }

          await new Promise(resolve => setTimeout(resolve, 100));
        }

        throw new Error(`${command} ended with ${program.exitCode}: ${started.said}`);
      },
    };
  }

  async stop() {
    await Promise.all(this.#started.map(async ({ program }) => {
      if (program.exitCode === null && program.signalCode === null) {
        const ended = once(program, 'exit');

        process.kill(-program.pid, 'SIGTERM');
        await ended;
      }
    }));
  }
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');

  await once(server, 'listening');

  const { port } = server.address();

  server.close();
  await once(server, 'close');

  return port;
}
