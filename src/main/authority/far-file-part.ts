import type { Ground } from '../house/ground.ts'
import { createFarFiles } from './far-file.ts'

export const farFilesPart = ({ state, shell }: Pick<Ground, 'state' | 'shell'>) => {
  const farFiles = createFarFiles({ proxy: () => state.current().settings.proxy, shell })
  return { service: farFiles, stop: farFiles.stop }
}
