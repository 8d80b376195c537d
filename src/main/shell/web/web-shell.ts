import { AssistantError } from '../../../shared/errors/index.ts'
import { browserAddress } from '../browser-address.ts'
import { consoleInNode } from '../console-command.ts'
import { environmentProxy } from '../environment-proxy.ts'
import { nodeFork } from '../node-fork.ts'
import type { Shell } from '../shell.ts'
import { startProgramWith } from '../start-program.ts'
import { setWindowsAutostart } from '../windows-autostart.ts'
import { setXdgAutostart } from '../xdg-autostart.ts'
import { openWithSystem } from './browser.ts'

export type WebShellParts = {
  /** The folder of the built entries. */
  readonly bundle: string
  readonly pages: () => number
  readonly quit: () => void
  /** The command that starts this shell again, hidden. */
  readonly command: readonly string[]
}

const open = async (target: string): Promise<void> => {
  if (!(await openWithSystem(target))) throw new AssistantError('nothing-opens', { target })
}

/** The shell for a browser page: prompts are dialogs of the page, and its menu and notices come from the snapshot. */
export const createWebShell = ({ bundle, pages, quit, command }: WebShellParts): Shell => ({
  kind: 'web',
  runtime: `Node ${process.versions.node}`,
  fork: nodeFork(bundle),
  keyStore: null,
  showWindow: () => {},
  hideWindow: () => {},
  windowVisible: () => pages() > 0,
  showPrompt: () => {},
  hidePrompt: () => {},
  notify: () => {},
  openExternal: async (url) => {
    const address = browserAddress(url)
    if (address === null) throw new AssistantError('not-found', {}, 'not an address for a browser')
    await open(address)
  },
  openPath: open,
  startProgram: startProgramWith(open),
  chooseProgram: null,
  chooseFiles: null,
  chooseSavePlace: null,
  extensionHost: [...consoleInNode(bundle), 'native-messaging'],
  setAutostart: (enabled) =>
    process.platform === 'win32' ? setWindowsAutostart(enabled, command) : setXdgAutostart(enabled, command),
  resolveProxy: (url) => Promise.resolve(environmentProxy(url, process.env)),
  quit,
})
