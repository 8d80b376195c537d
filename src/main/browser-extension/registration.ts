import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumExtensionId, firefoxExtensionId, nativeHost } from '../../shared/web-signing/relay-wire.ts'
import type { RunCommand } from '../certificate-store/run-command.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { relayFolder } from './address-file.ts'
import { type BrowserKind, type BrowserName, browserPlaces, registryKeys } from './browsers.ts'

export type RegistrationParts = {
  readonly home: string
  readonly platform: NodeJS.Platform
  readonly userFolder: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The command that starts the native host, without the data folder. */
  readonly command: readonly string[]
  readonly run: RunCommand
}

/** Tells this user's browsers which program to start for the extension, and takes that back. */
export type Registration = {
  register(): Promise<readonly BrowserName[]>
  unregister(): Promise<void>
  /** The program that browsers start. */
  readonly starter: string
}

const quotedForSh = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
/** In a batch file `%` begins a variable, inside quotes too. */
const quotedForCmd = (text: string): string => `"${text.replaceAll('%', '%%')}"`

/** A file that starts the host, because a browser takes the name of one program and no arguments. */
const starterOf = (platform: NodeJS.Platform, command: readonly string[]): string =>
  platform === 'win32'
    ? `@echo off\r\nchcp 65001 >nul\r\n${command.map(quotedForCmd).join(' ')} %*\r\n`
    : `#!/bin/sh\nexec ${command.map(quotedForSh).join(' ')} "$@"\n`

export const manifestOf = (kind: BrowserKind, path: string) => ({
  ...{ name: nativeHost, description: 'Certificate Assistant', path, type: 'stdio' },
  ...(kind === 'chromium'
    ? { allowed_origins: [`chrome-extension://${chromiumExtensionId}/`] }
    : { allowed_extensions: [firefoxExtensionId] }),
})

/** Whether the file is one of ours, for this data folder: another assistant's entry is left alone. */
const isOurs = (file: string, path: string): boolean => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).path === path
  } catch {
    return false
  }
}

export const createRegistration = (parts: RegistrationParts): Registration => {
  const { home, platform, userFolder, env, command, run } = parts
  const folder = relayFolder(home)
  const starter = join(folder, platform === 'win32' ? 'host.bat' : 'host.sh')
  const manifest = (kind: BrowserKind): string => JSON.stringify(manifestOf(kind, starter), null, 1)
  const own = (kind: BrowserKind): string => join(folder, `${kind}.json`)

  const registerFiles = (): readonly BrowserName[] =>
    browserPlaces(platform, userFolder, env)
      .filter(({ there }) => existsSync(there))
      .map((place) => {
        mkdirSync(place.folder, { recursive: true })
        writeAtomically(join(place.folder, `${nativeHost}.json`), manifest(place.kind), 0o644)
        return place.name
      })

  const registerKeys = async (): Promise<readonly BrowserName[]> => {
    const done: BrowserName[] = []
    for (const { name, kind, key } of registryKeys) {
      writeFileSync(own(kind), manifest(kind))
      const args = ['add', `${key}\\${nativeHost}`, '/ve', '/t', 'REG_SZ', '/d', own(kind), '/f']
      if ((await run({ program: 'reg', args })).outcome === 'done') done.push(name)
    }
    return done
  }

  return {
    starter,
    register: async () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeAtomically(starter, starterOf(platform, [...command, '--home', home]), 0o700)
      return [...new Set(platform === 'win32' ? await registerKeys() : registerFiles())]
    },
    unregister: async () => {
      for (const place of browserPlaces(platform, userFolder, env)) {
        const file = join(place.folder, `${nativeHost}.json`)
        if (isOurs(file, starter)) rmSync(file, { force: true })
      }
      if (platform === 'win32')
        for (const { key } of registryKeys)
          await run({ program: 'reg', args: ['delete', `${key}\\${nativeHost}`, '/f'] })
      rmSync(starter, { force: true })
    },
  }
}
