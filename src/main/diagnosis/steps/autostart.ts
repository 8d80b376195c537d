import { existsSync } from 'node:fs'
import { autostartFile, programOf } from '../autostart-file.ts'
import { found, type Step } from '../step.ts'
import { textOfFile } from '../text-of-file.ts'

const place = { page: 'settings', section: 'general' } as const

export const autostartStep = {
  id: 'autostart',
  // Windows and macOS keep the entry themselves and say nothing about a file.
  when: ({ platform }) => platform === 'linux',
  finds: ['autostart-missing', 'autostart-broken', 'autostart-unwanted'],
  check: (world) => {
    const file = autostartFile(world)
    const more = { level: 'attention', repair: 'autostart-again', on: file, place } as const
    const text = textOfFile(file)
    if (!world.snapshot().settings.autostart)
      return text === null || !text.includes(world.home) ? [] : [found('autostart-unwanted', {}, more)]
    if (text === null) return [found('autostart-missing', {}, more)]
    const program = programOf(text)
    return program !== null && existsSync(program)
      ? []
      : [found('autostart-broken', { program: program ?? '–' }, more)]
  },
} satisfies Step
