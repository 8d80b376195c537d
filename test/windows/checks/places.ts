import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startAssistant } from '../assistant.ts'
import type { Stage } from '../stage.ts'
import { windowsPath } from '../wine.ts'

type Place = {
  readonly name: string
  /** What is on the command line. */
  readonly given: string
  /** Where that is for Linux. */
  readonly folder: string
  readonly cwd?: string
}

const long = '很长的文件夹名'.repeat(4)

/** Places that a person may choose for the data folder. */
export const places = async ({ check, windows, program, place }: Stage): Promise<void> => {
  const inDriveC = (...names: readonly string[]) => join(windows.folder, 'prefix', 'drive_c', ...names)
  const share = join(windows.folder, 'prefix', 'dosdevices', 'unc', 'server', '共享')
  mkdirSync(share, { recursive: true })
  const deep = join(place('deep'), long, long, long, long, long, long, long, long)
  const all: readonly Place[] = [
    {
      name: 'with Chinese, a space and signs',
      given: 'C:\\用户 (一) & [二]\\数据 100%',
      folder: inDriveC('用户 (一) & [二]', '数据 100%'),
    },
    { name: 'with a letter outside the code page', given: 'C:\\𠮷é', folder: inDriveC('𠮷é') },
    { name: 'longer than 260 characters', given: windowsPath(deep), folder: deep },
    { name: 'written with slashes', given: 'C:/data/one', folder: inDriveC('data', 'one') },
    { name: 'relative to the folder of the start', given: 'data', folder: join(program, 'data') },
    { name: 'that ends with a backslash', given: 'C:\\data\\two\\', folder: inDriveC('data', 'two') },
    { name: 'that begins with \\\\?\\', given: '\\\\?\\C:\\data\\三', folder: inDriveC('data', '三') },
    { name: 'in a shared folder (UNC)', given: '\\\\server\\共享\\数据', folder: join(share, '数据') },
  ]
  for (const { name, given, folder } of all)
    await check(`a data folder ${name} is made, written and read again`, async () => {
      const first = await startAssistant(windows, program, ['--home', given])
      await first.client.settings.change({ theme: 'dark' })
      await first.where(({ settled }) => settled)
      assert.equal(await first.quit(), 0)
      assert.ok(existsSync(join(folder, 'settings.json')), `nothing is in ${folder}`)
      assert.match(readFileSync(join(folder, 'settings.json'), 'utf8'), /"dark"/)
      const again = await startAssistant(windows, program, ['--home', given])
      assert.equal((await again.snapshot()).settings.theme, 'dark')
      await again.quit()
    })
}
