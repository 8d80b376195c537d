import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnections, type Wanted } from '../../../../src/main/web-signing/connections.ts'
import type { Dispatcher } from '../../../../src/main/web-signing/dispatcher.ts'
import type { PageFiles } from '../../../../src/main/web-signing/files/page-files.ts'
import type { Page } from '../../../../src/main/web-signing/page.ts'
import type { Scope } from '../../../../src/main/web-signing/scope.ts'
import { createSites, usualScopes } from '../../../../src/main/web-signing/sites.ts'
import { noPolicies } from '../../../../src/shared/policies/model.ts'
import type { CarrierName, SiteScopes } from '../../../../src/shared/web-signing/model.ts'
import type { PageEvent } from '../../../../src/shared/web-signing/wire.ts'
import { origin } from './asked-person.ts'
import { certificatesOn, memoryUkey, now } from './memory-ukey.ts'

const certificates = certificatesOn([memoryUkey('ukey-1')])

/** A login that only knows whether it is open. */
export const openLogin = (): Scope => {
  let open = true
  return {
    get open() {
      return open
    },
    use: async () => null,
    end: () => {
      open = false
    },
  }
}

type Asked = { readonly page: Page; readonly signal: AbortSignal; readonly what: readonly unknown[] }

/** Connections behind which nothing answers until `answer` is called. */
export const siteConnections = (scopes: SiteScopes = usualScopes) => {
  const [asked, log, unforeseen]: [Asked[], string[], unknown[]] = [[], [], []]
  const taken: (readonly [string, boolean])[] = []
  const waiting: { resolve(): void; reject(error: Error): void }[] = []
  const state = { off: [] as CarrierName[], rate: true, changed: 0 }
  const path = join(mkdtempSync(join(tmpdir(), 'connections-')), 'web-signing.json')
  const sites = createSites({
    ...{ path, now: () => now, listed: [], fixed: noPolicies },
    ...{ log: () => undefined, changed: () => undefined },
  })
  const behind = async (page: Page, signal: AbortSignal, ...what: readonly unknown[]): Promise<never> => {
    asked.push({ page, signal, what })
    await new Promise<void>((resolve, reject) => waiting.push({ resolve, reject }))
    return `answer to ${what[0]}` as never
  }
  const dispatcher: Dispatcher = {
    ask: (page, request, signal) => behind(page, signal, request.ask),
    withKey: (page, wish, name, signal) => behind(page, signal, 'with-key', wish, name),
  }
  const files: PageFiles = {
    pick: (page, wish, intake, signal) => behind(page, signal, 'pick', wish, intake),
    confirm: (page, purpose, file, signal) => behind(page, signal, 'confirm', purpose, file),
    save: (page, purpose, file, signal) => behind(page, signal, 'save', purpose, file),
  }
  const connections = createConnections({
    ...{ sites, dispatcher, files, certificates },
    approval: {
      scopes: (page) => sites.find(page.origin)?.scopes ?? page.granted?.scopes ?? null,
      want: async (page, signal) => {
        asked.push({ page, signal, what: ['want'] })
        return scopes
      },
    },
    rate: {
      take: (name, approved) => {
        taken.push([name, approved])
        return state.rate
      },
    },
    isOn: (carrier) => !state.off.includes(carrier),
    log: (line) => void log.push(line),
    unforeseen: (error) => void unforeseen.push(error),
    changed: () => {
      state.changed += 1
    },
  })
  const open = (wanted: Partial<Wanted> = {}) => {
    const events: PageEvent[] = []
    const tell = (event: PageEvent): void => void events.push(event)
    const connection = connections.connect({ origin, carrier: 'own', tell, ...wanted })
    /** What the assistant keeps of this page. */
    const page = (): Page => {
      const before = asked.length
      void connection.ask({ ask: 'watch' }).catch(() => undefined)
      const mine = asked.splice(before).at(0)?.page
      waiting.pop()?.resolve()
      if (mine === undefined) throw new Error('the page may not ask')
      return mine
    }
    return { ...connection, events, page }
  }
  return {
    ...{ connections, sites, certificates, asked, log, unforeseen, taken, waiting, state, open },
    answer: () => waiting.shift()?.resolve(),
  }
}
