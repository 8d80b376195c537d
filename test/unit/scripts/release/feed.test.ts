import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { feed } from '../../../../scripts/release/feed.ts'
import { openManifest } from '../../../../src/main/updates/judgement.ts'

const now = new Date('2026-11-28T08:00:00.123Z')
let folder = ''
let pinned = ''
const inFolder = (name: string) => join(folder, name)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'))
  const said = await feed(['--new-key', inFolder('key.pem')])
  pinned = /"([0-9a-f]{64})"/.exec(said)?.[1] ?? ''
  writeFileSync(inFolder('cert-assistant-0.2.0-win-x64.exe'), 'for Windows')
  writeFileSync(inFolder('cert-assistant-0.2.0-linux-arm64.AppImage'), 'for Linux')
  writeFileSync(inFolder('cert-assistant_0.2.0.0_amd64.deb'), 'apt brings it')
  writeFileSync(inFolder('notes.zh.txt'), '新版本。\r\n第二行。\n')
  writeFileSync(inFolder('notes.en.txt'), 'A new version.\n')
})

const args = (...more: readonly string[]) => [
  ...['--key', inFolder('key.pem'), '--packages', folder, '--version', '0.2.0'],
  ...['--notes', inFolder('notes.zh.txt'), inFolder('notes.en.txt'), ...more],
]
const published = () =>
  openManifest(readFileSync(inFolder('update.json')), readFileSync(inFolder('update.json.sig')), [pinned])

describe('the command that signs a feed', () => {
  it('makes what the product believes', async () => {
    await feed(args('--rollout', '20', '--minimum', 'renew=0.1.9'), now)
    expect(published()).toMatchObject({
      ...{ sequence: 1, version: '0.2.0', rollout: 20, minimum: { renew: '0.1.9' } },
      ...{ issued: '2026-11-28T08:00:00Z', expires: '2027-01-27T08:00:00Z' },
      notes: { zh: '新版本。\n第二行。', en: 'A new version.' },
      files: [
        { system: 'linux', architecture: 'arm64', kind: 'appimage', size: 9 },
        { system: 'windows', architecture: 'x64', kind: 'nsis', url: 'cert-assistant-0.2.0-win-x64.exe' },
      ],
    })
  })

  it('counts on from what was published, and keeps the key to its owner', async () => {
    await feed(args(), now)
    await feed(args(), now)
    expect(published().sequence).toBe(2)
    expect(statSync(inFolder('key.pem')).mode & 0o777).toBe(0o600)
    await expect(feed(['--new-key', inFolder('key.pem')])).rejects.toThrow('EEXIST')
  })

  it('signs so that OpenSSL verifies the bytes of the file as they are', async () => {
    await feed(args(), now)
    const { signatures } = JSON.parse(readFileSync(inFolder('update.json.sig'), 'utf8'))
    writeFileSync(inFolder('raw.sig'), Buffer.from(signatures[0].signature, 'base64'))
    const said = execFileSync('openssl', [
      ...['pkeyutl', '-verify', '-rawin', '-inkey', inFolder('key.pem')],
      ...['-in', inFolder('update.json'), '-sigfile', inFolder('raw.sig')],
    ])
    expect(said.toString()).toContain('Verified Successfully')
  })

  it.each([
    ['a minimum beyond the version', ['--minimum', 'renew=0.3.0'], 'not valid'],
    ['a business that nobody knows', ['--minimum', 'dance=0.1.0'], 'not valid'],
    ['a life of a year', ['--days', '365'], '--days'],
    ['half a percent', ['--rollout', '0.5'], '--rollout'],
    ['a number that is no higher', ['--sequence', '0'], '--sequence'],
    ['a version of two numbers', ['--version', '0.2'], 'not valid'],
  ])('refuses %s', async (_, more, said) => {
    await expect(feed(args(...more), now)).rejects.toThrow(said)
  })

  it('refuses a clock before the last manifest, and a manifest that another key has signed', async () => {
    await feed(args(), now)
    await expect(feed(args(), new Date('2026-11-27T00:00:00Z'))).rejects.toThrow('clock')
    await feed(['--new-key', inFolder('other.pem')])
    await expect(feed(args('--key', inFolder('other.pem')), now)).rejects.toThrow('update-signature-wrong')
  })

  it('refuses a package whose name does not say for which processor it is', async () => {
    writeFileSync(inFolder('setup.exe'), 'for whom?')
    await expect(feed(args(), now)).rejects.toThrow('setup.exe')
  })
})
