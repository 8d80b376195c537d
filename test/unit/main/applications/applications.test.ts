import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { mostApplications } from '../../../../src/main/applications/application-list.ts'
import { createApplications } from '../../../../src/main/applications/applications.ts'
import type { PinnedApplication } from '../../../../src/shared/models/index.ts'
import { refused } from '../refused.ts'

const folder = mkdtempSync(join(tmpdir(), 'applications-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(folder, 'home-'))
})

const link = {
  ...{ id: 'sso', region: null, about: null, recommended: true },
  ...{ name: { zh: '统一身份认证', en: 'Identity' }, address: 'https://sso.example.cn/am/' },
}

const open = () => {
  let shown: readonly PinnedApplication[] = []
  const done: string[] = []
  const damaged: string[] = []
  const service = createApplications({
    path: join(home, 'applications.json'),
    linkOf: (issuerId, linkId) => (issuerId === 'mine' && linkId === link.id ? link : null),
    shell: {
      openExternal: async (url) => void done.push(url),
      startProgram: async (path) => void done.push(path),
    },
    go: ({ page }) => void done.push(page),
    show: ({ applications }) => {
      shown = applications
    },
    damaged: (file) => void damaged.push(file),
  })
  const names = () =>
    shown.map((one) =>
      one.kind === 'upgrade-wizard' ? one.kind : one.kind === 'link' ? one.name.zh : one.name,
    )
  const idOf = (name: string) => shown[names().indexOf(name)]?.id ?? ''
  return { service, names, idOf, shown: () => shown, done, damaged }
}

describe('my applications', () => {
  it('hold the upgrade wizard from the start; once removed it stays away over a restart', async () => {
    const first = open()
    expect(first.names()).toEqual(['upgrade-wizard'])
    await first.service.open('upgrade-wizard')
    expect(first.done).toEqual(['upgrades'])
    first.service.remove('upgrade-wizard')
    const again = open()
    expect(again.names()).toEqual([])
    again.service.addWizard()
    expect(open().names()).toEqual(['upgrade-wizard'])
  })

  it('keep a link of an issuer once, open it in the browser, and keep it after the issuer has gone', async () => {
    const { service, names, idOf, done } = open()
    service.keepLink('mine', 'sso')
    service.keepLink('mine', 'sso')
    expect(names()).toEqual(['upgrade-wizard', '统一身份认证'])
    await service.open(idOf('统一身份认证'))
    await service.openLink('mine', 'sso')
    expect(done).toEqual([link.address, link.address])
    expect(() => service.keepLink('mine', 'other')).toThrow(refused('not-found'))
    await expect(service.openLink('other', 'sso')).rejects.toThrow(refused('not-found'))
  })

  it('put back what was removed at its place, and keep their order', () => {
    const { service, names, idOf } = open()
    for (const name of ['甲', '乙', '丙']) service.addLink(name, `https://example.org/${encodeURI(name)}`)
    service.remove(idOf('乙'))
    expect(names()).toEqual(['upgrade-wizard', '甲', '丙'])
    service.putBack()
    service.putBack()
    expect(names()).toEqual(['upgrade-wizard', '甲', '乙', '丙'])
    service.move(idOf('丙'), -1)
    service.move(idOf('upgrade-wizard'), -1)
    service.move(idOf('乙'), 1)
    expect(open().names()).toEqual(['upgrade-wizard', '甲', '丙', '乙'])
  })

  it('are full at their limit, and nothing is lost then', () => {
    const { service, names } = open()
    for (let at = 1; at < mostApplications; at++) service.addLink(`网页 ${at}`, `https://example.org/${at}`)
    expect(() => service.addLink('再来一个', 'https://example.org/more')).toThrow(
      refused('applications-many'),
    )
    expect(names()).toHaveLength(mostApplications)
  })

  it('start a program only if it is still one', async () => {
    const program = join(home, 'tool')
    copyFileSync('/bin/true', program)
    chmodSync(program, 0o755)
    const { service, idOf, done } = open()
    service.addProgram('工具', program)
    await service.open(idOf('工具'))
    expect(done).toEqual([program])
    writeFileSync(program, '#!/bin/sh\ntouch x\n')
    await expect(service.open(idOf('工具'))).rejects.toThrow(refused('program-script'))
    rmSync(program)
    await expect(service.open(idOf('工具'))).rejects.toThrow(refused('program-missing'))
    expect(() => service.addProgram('命令行', '/bin/bash')).toThrow(refused('program-interpreter'))
    expect(done).toEqual([program])
  })

  it.each([
    '{',
    '{"format":1,"applications":[{"kind":"link","id":"a","name":{"zh":"x","en":"x"},"address":"file:///etc/passwd","from":null}]}',
    '{"format":1,"applications":[{"kind":"upgrade-wizard","id":"a"},{"kind":"upgrade-wizard","id":"a"}]}',
    '{"format":1,"applications":[{"kind":"shell","id":"a","command":"rm -rf /"}]}',
  ])('begin anew where the file holds %s, and keep that file aside', (content) => {
    writeFileSync(join(home, 'applications.json'), content)
    const { names, damaged, service } = open()
    expect(names()).toEqual(['upgrade-wizard'])
    expect(damaged).toHaveLength(1)
    service.addLink('甲', 'https://example.org/')
    const aside = readdirSync(home).find((name) => name.endsWith('.aside')) ?? ''
    expect(readFileSync(join(home, aside), 'utf8')).toBe(content)
  })
})
