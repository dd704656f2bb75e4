import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { address } from './browser.mjs';
import { freePort, Processes } from './processes.mjs';

const fromHere = path => fileURLToPath(new URL(path, import.meta.url));

/** How the Playground calls the bot and its tenant unless it is told otherwise. */
const settings = {
  Bot: {
    AppId: '00000000-0000-0000-0000-00000000000011',
    TenantId: '00000000-0000-0000-0000-0000000000001',
    Credential: 'None',
    AllowAnonymousLoopback: true,
  },
  Graph: { BaseUrl: new URL('graph/v1.0', address).href, Credential: 'None' },
  Schools: [{
    Id: 'rowan-hill',
    Name: 'Rowan Hill School',
    Area: 'practice-shire',
    Phone: '01632 960100',
    Record: {
      SiteId: 'rowanhill.example,5f3c1d7e-0000-4000-8000-0000000000cc,5f3c1d7e-0000-4000-8000-0000000000dd',
      ListId: '5f3c1d7e-0000-4000-8000-0000000000ee',
    },
    People: [
      { Id: '5f3c1d7e-0000-4000-8000-000000000002', Name: 'Lee Ward', Roles: ['Lead'], Phone: '01632 960102' },
      { Id: '5f3c1d7e-0000-4000-8000-000000000005', Name: 'Hari Stone', Roles: ['Headteacher'], Phone: '01632 960105' },
    ],
  }],
  Logging: { LogLevel: { Default: 'Warning' } },
};

/** The bot itself, as an operator starts it, with Microsoft's Playground in the place of Teams and the practice room's Graph. */
export async function open() {
  const processes = new Processes();
  const folder = await mkdtemp(join(tmpdir(), 'csebot-'));
  const [botPort, pagePort] = [await freePort(), await freePort()];
  const [botAddress, page] = [`http://localhost:${botPort}`, `http://localhost:${pagePort}/`];

  const close = async () => {
    await processes.stop();
    await rm(folder, { recursive: true });
  };

  try {
    const bot = processes.start(
      'dotnet', ['run', '--no-build', '--project', fromHere('../../src/CseBot'), '--', '--urls', botAddress],
      { env: { ...process.env, ...environment({ ...settings, Storage: { ConnectionString: `Data Source=${join(folder, 'csebot.db')}` } }) } });

    await bot.answers(`${botAddress}/health/live`);

    const playground = processes.start(
      process.execPath,
      [
        fromHere('node_modules/@microsoft/m365agentsplayground/cli.js'), '--disable-telemetry', '--channel-id', 'msteams',
        '--app-endpoint', `${botAddress}/api/messages`, '--port', `${pagePort}`,
      ],
      { cwd: folder });

    await playground.answers(page);

    return { page, bot, playground, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

function environment(configuration) {
  const flat = (value, key) => value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, part]) => flat(part, key ? `${key}__${name}` : name))
    : [[key, String(value)]];

  return { ...Object.fromEntries(flat(configuration)), DOTNET_ENVIRONMENT: 'Development', ASPNETCORE_ENVIRONMENT: 'Development' };
}
