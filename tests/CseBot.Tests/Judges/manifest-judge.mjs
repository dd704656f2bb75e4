// Holds manifests of a Teams app against Microsoft's schemas: manifests on standard input, what is wrong with each on standard output.
// (fs-extra is among our packages because Microsoft's needs it without saying so.)
import { text } from 'node:stream/consumers';
import { AppManifestUtils } from '@microsoft/app-manifest';

// A schema that is not in the package would be fetched; this judge asks nobody.
globalThis.fetch = address => { throw new Error(`${address} is not in the package.`); };

const manifests = JSON.parse(await text(process.stdin));

process.stdout.write(JSON.stringify(await Promise.all(manifests.map(manifest => AppManifestUtils.validateAgainstSchema(manifest)))));
