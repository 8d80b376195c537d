import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publicHex, signedFeed } from '../../../../scripts/release/feed.ts'
import { sha256Of } from '../../../../src/main/updates/judgement.ts'
import { createKnownVersions, type KnownVersionsParts } from '../../../../src/main/updates/known-versions.ts'
import { onlyTold } from '../../../../src/main/updates/versions-port.ts'
import type { Manifest } from '../../../../src/shared/updates/manifest.ts'
import { here, manifestWith, newKey, today } from '../../../flow/updates/feed.ts'
import { refused } from '../refused.ts'
import { address } from './memory-feed.ts'

const key = newKey()

const setUp = (wish: Partial<KnownVersionsParts> = {}) => {
  const known = createKnownVersions({
    feed: { address, page: null, keys: [publicHex(key)] },
    ...{ built: null, running: '0.1.0', system: here.system, architecture: here.architecture },
    seenPath: join(mkdtempSync(join(tmpdir(), 'known-')), 'updates.json'),
    versions: { ...onlyTold, installation: { kind: 'appimage' } },
    clock: () => today,
    ...wish,
  })
  const believe = (rest: Partial<Manifest> = {}) => {
    const content = manifestWith(rest)
    const { bytes, signatures } = signedFeed(content, [key])
    const { sequence, issued } = content
    const newest = { sequence, issued, sha256: sha256Of(bytes) }
    const base64 = (one: Uint8Array) => Buffer.from(one).toString('base64')
    known.believe(content, newest, { address, manifest: base64(bytes), signatures: base64(signatures) })
    return { content, newest }
  }
  return { known, believe }
}

describe('what is believed', () => {
  it('offers a newer version with the package for this computer', () => {
    const { known, believe } = setUp()
    expect([known.believed(), known.offer(address), known.needed()]).toEqual([null, null, {}])
    const believed = believe()
    const [file] = believed.content.files
    expect(known.believed()).toEqual(believed)
    expect(known.offer(address)).toEqual({
      ...believed,
      wanted: { ...file, version: '0.2.0', address: new URL(file?.url ?? '', address) },
      hasTurn: true,
    })
  })

  it('offers no package where something else brings it, and another one on Windows', () => {
    const told = setUp({ versions: onlyTold })
    told.believe()
    expect(told.known.offer(address)?.wanted).toBeNull()
    const windows = setUp({ versions: { ...onlyTold, installation: { kind: 'windows' } }, system: 'windows' })
    windows.believe()
    expect(() => windows.known.offer(address)).toThrow(refused('update-none-for-this-computer'))
    const [file] = manifestWith().files
    if (file === undefined) throw new Error('no file')
    windows.believe({ files: [{ ...file, system: 'windows', kind: 'nsis' }] })
    expect(windows.known.offer(address)?.wanted?.kind).toBe('nsis')
  })

  it('offers nothing if it is the running version, and tells of an older one', () => {
    const same = setUp({ running: '0.2.0' })
    same.believe()
    expect(same.known.offer(address)).toBeNull()
    const newer = setUp({ running: '0.2.1' })
    newer.believe()
    expect(() => newer.known.offer(address)).toThrow(refused('update-downgrade'))
  })

  it('offers nothing that was taken back, or that has ended', () => {
    const { known, believe } = setUp()
    believe()
    known.remember({ refused: ['0.2.0'] })
    expect([known.offer(address), known.seen().refused]).toEqual([null, ['0.2.0']])
    const ended = setUp({ clock: () => new Date(manifestWith().expires) })
    ended.believe()
    expect(ended.known.offer(address)).toBeNull()
  })

  it('names the businesses for which this version is too old, and offers it to them out of turn', () => {
    const { known, believe } = setUp()
    believe({ rollout: 0 })
    expect([known.needed(), known.offer(address)?.hasTurn]).toEqual([{}, false])
    believe({ rollout: 0, minimum: { issue: '0.1.0', renew: '0.1.1', upgrade: '0.0.9' } })
    expect([known.needed(), known.offer(address)?.hasTurn]).toEqual([{ renew: '0.1.1' }, true])
  })
})

it('the time is never before what was built or issued', () => {
  const built = new Date(today.getTime() + 1)
  const issued = '2026-12-01T00:00:00Z'
  const { known, believe } = setUp({ built })
  expect(known.now()).toEqual(built)
  believe({ issued })
  expect(known.now()).toEqual(new Date(issued))
  expect(setUp().known.now()).toEqual(today)
})

it('the next run believes the same again, from the same address', () => {
  const seenPath = join(mkdtempSync(join(tmpdir(), 'known-')), 'updates.json')
  const { believe } = setUp({ seenPath })
  const believed = believe()
  const { known } = setUp({ seenPath })
  expect(known.believed()).toBeNull()
  expect(known.recall('https://b.example/manifest.json')).toBeNull()
  expect(known.believed()).toBeNull()
  expect(known.recall(address)).toMatchObject({ ...believed, hasTurn: true })
  expect(known.believed()).toEqual(believed)
})
