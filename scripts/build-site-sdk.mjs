// Builds src/site-sdk into out/site-sdk: what a page loads (as a module and as a classic script), what a Node server
// loads, and the types of both.
import { join } from 'node:path'
import { build } from 'vite'
import { environment, node24, root } from './node24.mjs'
import { ask } from './process.mjs'
import { stop } from './say.mjs'

const room = join(root, 'src', 'site-sdk')
const outDir = join(root, 'out', 'site-sdk')

const outputs = [
  { entry: 'index.ts', file: 'cert-assistant.mjs', format: 'es', target: 'es2022' },
  { entry: 'classic.ts', file: 'cert-assistant.js', format: 'iife', target: 'es2020' },
  { entry: 'server/index.ts', file: 'server.mjs', format: 'es', target: 'node20' },
]

for (const { entry, file, format, target } of outputs)
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ...{ outDir, emptyOutDir: false, target, minify: true },
      lib: { entry: join(room, entry), formats: [format], name: 'CertAssistantScript', fileName: () => file },
    },
  })

const types = [
  '--declaration',
  '--emitDeclarationOnly',
  '--noEmit',
  'false',
  '--rewriteRelativeImportExtensions',
]
const answer = ask(
  node24(),
  [
    join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    ...['--ignoreConfig', '--target', 'es2024', '--module', 'nodenext', '--lib', 'es2024,dom,dom.iterable'],
    ...['--strict', '--skipLibCheck', '--allowImportingTsExtensions', '--types', 'node', ...types],
    ...['--rootDir', join(root, 'src'), '--outDir', join(outDir, 'types')],
    ...[join(room, 'index.ts'), join(room, 'server', 'index.ts')],
  ],
  { cwd: root, env: environment() },
)
if (answer.code !== 0) stop(`The types of the site SDK were not written:\n${answer.text}`)
