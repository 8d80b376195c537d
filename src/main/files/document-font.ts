import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const name = 'NotoSansSC_400Regular.ttf'

/** The installers pack the font beside `drivers/`; a checkout has it among its packages. */
const places = [['fonts'], ['node_modules', '@expo-google-fonts', 'noto-sans-sc', '400Regular']] as const

/** The open font that documents embed. It is 10 MB, so it is read for each document and not kept. */
export const documentFont = (resources: string): Promise<Uint8Array> => {
  const [packed, installed] = places.map((folders) => join(resources, ...folders, name))
  const file = packed !== undefined && existsSync(packed) ? packed : installed
  return readFile(file ?? name)
}
