import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRegistered, writeRegistered } from '../../../../src/main/certificate-store/registered-file.ts'
import { createDossierBook } from '../../../../src/main/identity/dossier-book.ts'
import { createRefunds } from '../../../../src/main/orders/refunds.ts'
import { createTypedTransfers } from '../../../../src/main/orders/typed-transfers.ts'
import { createRenewalDrafts } from '../../../../src/main/renewal/renewal-drafts.ts'
import { createNicknames } from '../../../../src/main/tokens/nicknames.ts'
import { createUpgradeDrafts } from '../../../../src/main/upgrade/upgrade-drafts.ts'
import { emptyDossierForm } from '../../../../src/shared/identity/form.ts'
import { emptyUpgradeForm } from '../../../../src/shared/models/index.ts'
import { noTransfer } from '../../../../src/shared/orders/transfers.ts'
import { emptyForm } from '../../../../src/shared/renewal/form.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'damaged-files-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

type Opening = { readonly path: string; readonly damaged: (file: string) => void }

const which = { issuerId: 'demo', serial: 'AA01', holder: '张三' }
const clock = () => new Date()
const changed = () => {}
const seeThrough = {
  seal: (text: string) => Buffer.from(text),
  open: (sealed: Uint8Array) => Buffer.from(sealed).toString(),
}

/** What a person typed or waits for. Opens the file, then writes it. */
const typed: Readonly<Record<string, (opening: Opening) => void>> = {
  'renewals.json': (opening) =>
    createRenewalDrafts({ ...opening, clock, changed, keyStore: () => null }).save({
      ...{ ...which, form: emptyForm, moment: 'people' },
    }),
  'upgrade-drafts.json': (opening) =>
    createUpgradeDrafts({ ...opening, clock, changed }).save({
      ...{ ...which, form: emptyUpgradeForm, moment: 'type' },
    }),
  'transfers.json': (opening) => createTypedTransfers(opening).keep('tx-1', [noTransfer('2026-11-20')]),
  'dossiers.json': (opening) =>
    createDossierBook({ ...opening, changed, keyStore: () => seeThrough }).put({
      ...{ issuerId: 'demo', key: 'dossier-1', secret: 'secret', number: 'SF-1', owner: null },
      ...{ purpose: 'registration', kind: 'person', moment: 'person', form: emptyDossierForm },
      ...{ savedAt: clock().toISOString(), done: false, pages: {} },
    }),
  'refunds.json': (opening) =>
    createRefunds({
      ...{ ...opening, changed, log: () => {} },
      clientFor: () => {
        throw new Error('nobody is asked before the file is written')
      },
    }).dismiss('none'),
}

/** What only makes work easier. */
const convenient: Readonly<Record<string, (opening: Opening) => void>> = {
  'token-names.json': ({ path }) => createNicknames({ path, kindOf: () => 'ukey' }).rename('ukey-1', '甲'),
  'registered.json': ({ path }) => {
    expect(readRegistered(path)).toEqual([])
    writeRegistered(path, [])
  },
}

const contents = ['{', '[]', '', '{"format":2,"drafts":[]}', '{"format":1}']

describe.each(Object.keys({ ...typed, ...convenient }))('%s', (name) => {
  it.each(contents)('with the content %j is kept aside, whatever is written afterwards', (content) => {
    const path = join(home, name)
    writeFileSync(path, content)
    const told: string[] = []
    const open = typed[name] ?? convenient[name]
    open?.({ path, damaged: (file) => told.push(file) })
    const aside = readdirSync(home).filter((one) => one.endsWith('.aside'))
    expect(aside.map((one) => readFileSync(join(home, one), 'utf8'))).toEqual([content])
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ format: 1 })
    if (name in typed) expect(told).toEqual(aside)
  })

  it.runIf(process.platform !== 'win32')('that is a pipe is kept aside and told like a damaged one', () => {
    const path = join(home, name)
    execFileSync('mkfifo', [path])
    const told: string[] = []
    ;(typed[name] ?? convenient[name])?.({ path, damaged: (file) => told.push(file) })
    expect(readdirSync(home).filter((one) => one.endsWith('.aside'))).toHaveLength(1)
    expect(told).toHaveLength(name in typed ? 1 : 0)
  })

  it('that is not there is no damage', () => {
    const told: string[] = []
    ;(typed[name] ?? convenient[name])?.({ path: join(home, name), damaged: (file) => told.push(file) })
    expect([told, readdirSync(home)]).toEqual([[], [name]])
  })
})
