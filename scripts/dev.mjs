// npm run dev: electron-vite with hot reload; needs Electron's binary and a display.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { electron } from './electron.mjs'
import { install } from './install.mjs'
import { environment, node24, root } from './node24.mjs'
import { run } from './process.mjs'
import { stop } from './say.mjs'

install()
// Another program can replace Electron: electron-vite reads the same variable.
const { program, why } = process.env.ELECTRON_EXEC_PATH
  ? { program: process.env.ELECTRON_EXEC_PATH }
  : electron()
if (!program) stop(`${why.join('\n')}\nWithout Electron: npm start -- --web`)
// Its build differs from the one that npm start runs.
rmSync(join(root, 'out', '.stamp'), { force: true })
process.exit(
  await run(
    node24(),
    [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'dev', ...process.argv.slice(2)],
    { cwd: root, env: { ...environment(), ELECTRON_EXEC_PATH: program } },
  ),
)
