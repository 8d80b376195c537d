// npm run dev: electron-vite with hot reload; needs Electron's binary and a display.
import { join } from 'node:path'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { run } from './process.mjs'

install()
process.exit(
  await run(
    node24(),
    [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'dev', ...process.argv.slice(2)],
    { cwd: root, env: environment() },
  ),
)
