import { app, nativeTheme, powerMonitor } from 'electron'
import type { TrayItemKind } from '../../../shared/contract/index.ts'
import type { Place, Snapshot } from '../../../shared/models/index.ts'
import { texts } from '../../../shared/text/index.ts'
import { type Application, createApplication } from '../../application.ts'
import type { Log } from '../../log/log.ts'
import type { ProductVersions } from '../../versions/versions.ts'
import { noted } from '../accidents.ts'
import { askedByPerson, comeForward, noMemory } from '../come-forward.ts'
import { ownClient } from '../own-client.ts'
import type { Places } from '../resources.ts'
import type { Notification, Shell } from '../shell.ts'
import { createElectronShell } from './electron-shell.ts'
import { createNotifier } from './notifications.ts'
import { showTray } from './tray.ts'
import { mainWindow, type OwnWindow, promptWindow } from './windows.ts'

export type Start = {
  readonly home: string
  readonly places: Places
  readonly log: Log
  readonly versions: ProductVersions
  readonly captchaAnswer: string | undefined
}

export type Product = {
  readonly application: Application
  readonly main: OwnWindow
  readonly shell: Shell
  /** Shows the tray; Electron must be ready. */
  showTray(): void
  /** Lets the windows close and ends the application. */
  end(): Promise<void>
}

/** The window comes forward and goes back with the Ukeys. What the person did with it counts more. */
const followUkeys = (main: OwnWindow) => {
  let memory = noMemory
  return {
    asked: () => {
      memory = askedByPerson(memory)
    },
    follow: (snapshot: Snapshot): void => {
      const step = comeForward(memory, snapshot, main.visible())
      memory = step.memory
      if (step.act === 'show') main.show()
      if (step.act === 'hide') main.hide()
    },
  }
}

/** Linux tells only of sleep; macOS and Windows also of a locked screen, and macOS of another user at it. */
const followPerson = ({ personLeft }: Application): void => {
  powerMonitor.on('suspend', personLeft)
  powerMonitor.on('lock-screen', personLeft)
  powerMonitor.on('user-did-resign-active', personLeft)
}

/** The application in its Electron shell: two windows, a tray and notifications that all follow the one state. */
export const createProduct = ({ home, places, log, versions, captchaAnswer }: Start): Product => {
  const common = { build: places.build, title: texts('zh-CN').everywhere.product, log: log.write }
  const main = mainWindow({ ...common, closed: () => ukeys.asked() })
  const prompt = promptWindow({ ...common, closed: () => refusePrompt() })
  const ukeys = followUkeys(main)
  const shell = createElectronShell({
    home,
    bundle: places.bundle,
    main,
    prompt,
    asked: ukeys.asked,
    notify: (notification: Notification) => notify(notification),
    quit: () => app.quit(),
  })
  const application = createApplication({
    home,
    version: places.version,
    resources: places.resources,
    build: places.build,
    log: log.write,
    ...{ shell, versions },
    ...(captchaAnswer === undefined ? {} : { captchaAnswer }),
  })
  const client = ownClient(application.serve)
  const notify = createNotifier((place: Place) => {
    client.navigation.go({ place }).catch(noted(log, 'notification'))
  })
  /** Closing the prompt window is an answer too: no. */
  const refusePrompt = (): void => {
    const asked = application.state.current().prompt
    if (asked === null) return
    client.prompt.answer({ kind: 'refuse', promptId: asked.id }).catch(noted(log, 'prompt'))
  }
  const choose = (item: TrayItemKind, tokenId: string | undefined): void => {
    application.choose(item, tokenId).catch(noted(log, `tray ${item}`))
  }
  return {
    application,
    main,
    shell,
    showTray: () => {
      let before = application.state.current()
      const tray = showTray(before, choose)
      const follow = (snapshot: Snapshot): void => {
        tray.update(snapshot)
        ukeys.follow(snapshot)
        before = snapshot
        if (nativeTheme.themeSource !== snapshot.settings.theme)
          nativeTheme.themeSource = snapshot.settings.theme
      }
      follow(before)
      application.state.subscribe(follow)
      followPerson(application)
      powerMonitor.on('resume', () => {
        tray.renew()
        choose('refresh', undefined)
      })
    },
    end: () => {
      main.letClose()
      prompt.letClose()
      return application.stop()
    },
  }
}
