import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import { nativeHost } from '../../../shared/web-signing/relay-wire.ts'
import { type BrowserPlace, browserPlaces } from '../../browser-extension/browsers.ts'
import { found, type Step } from '../step.ts'
import { textOfFile } from '../text-of-file.ts'
import type { World } from '../world.ts'
import { browserWords } from './browsers.ts'

const service = { page: 'settings', section: 'service' } as const

const programIn = (file: string): string | null => {
  try {
    const { path }: { path?: unknown } = JSON.parse(textOfFile(file) ?? '')
    return typeof path === 'string' ? path : null
  } catch {
    return null
  }
}

const ofPlace = ({ name, folder }: BrowserPlace, { extension }: World): readonly Finding[] => {
  const browser = browserWords[name]
  const file = join(folder, `${nativeHost}.json`)
  const more = { repair: 'register-again', on: browser, about: file, place: service } as const
  if (!existsSync(file)) return [found('manifest-missing', { browser }, more)]
  const path = programIn(file)
  if (path === null) return [found('manifest-damaged', { browser, file }, more)]
  if (!existsSync(path)) return [found('manifest-dangling', { browser, path }, more)]
  return path === extension.starter ? [] : [found('manifest-foreign', { browser, path }, more)]
}

export const extensionStep = {
  id: 'extension',
  when: ({ snapshot }) => {
    const { on, carriers } = snapshot().webSigning
    return on && carriers.some((carrier) => carrier.name === 'extension' && carrier.on)
  },
  finds: [
    'manifest-missing',
    'manifest-damaged',
    'manifest-dangling',
    'manifest-foreign',
    'extension-absent',
  ],
  check: (world) => {
    const places = browserPlaces(world.platform, world.userFolder, world.env).filter(({ there }) =>
      existsSync(there),
    )
    const manifests = places.flatMap((place) => ofPlace(place, world))
    // While sites reach the assistant without it, nobody misses the extension.
    const isOnlyWay = !world
      .snapshot()
      .webSigning.carriers.some(({ name, state }) => name !== 'extension' && state === 'listening')
    const isAbsent = isOnlyWay && world.extension.finding().connected === 0
    return isAbsent
      ? [...manifests, found('extension-absent', {}, { level: 'attention', place: service })]
      : manifests
  },
} satisfies Step
