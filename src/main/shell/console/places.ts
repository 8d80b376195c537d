import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { chooseHome } from '../home.ts'
import { type Places, placesFrom } from '../resources.ts'

/** Beside an Electron product the program has a folder of its own among the resources. */
export const consolePlaces = (): Places => {
  const places = placesFrom(import.meta.dirname, null)
  const { resources } = places
  return existsSync(join(resources, 'issuers')) ? places : { ...places, resources: dirname(resources) }
}

export const homeNamed = (named: string | undefined): string =>
  chooseHome(named, { env: process.env, platform: process.platform, userFolder: homedir() })
