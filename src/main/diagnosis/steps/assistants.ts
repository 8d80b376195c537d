import { readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from '../../../shared/diagnosis/model.ts'
import { isHost, type OwnProcess, ownProcesses } from '../processes.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

/** How other clients' programs are called: what their installers name them, without their endings. */
const rivals =
  /^(XTXApp(COM|Service)?|BJCAClient|BJCACertAide|CertAppEnv|mTokenServ\w*|mToken|NetcaCryptoServ\w*|OneCertX|iTrusService|SZCAService|CFCACryptoKit\w*|CryptoKit\w*)$/i

/** Linux keeps 15 letters of a name. */
const isRival = ({ program }: OwnProcess): boolean => rivals.test(program.replace(/\.exe$/i, ''))

const program = /[\\/]cert-assistant(\.exe|-[\w.-]+)?$/
const runner = /(^|[\\/])(node|electron)(\.exe)?$/
const entry = /[\\/](out[\\/]main[\\/](index|web)\.js|shell[\\/](web|electron)[\\/]main\.ts)$/

/**
 * The installed program, or Node with one of our entries before any other argument. An editor that has our folder open
 * is none.
 */
const isAssistant = ({ args: [first = '', ...rest] }: OwnProcess): boolean => {
  if (rest.some((arg) => arg.startsWith('--type=') || arg === '--extension-host')) return false
  return (
    program.test(first) || (runner.test(first) && entry.test(rest.find((arg) => !arg.startsWith('-')) ?? ''))
  )
}

const homeOf = ({ args }: OwnProcess): string | null => {
  const at = args.findIndex((arg) => arg === '--home' || arg.startsWith('--home='))
  if (at < 0) return null
  return args[at]?.startsWith('--home=')
    ? (args[at]?.slice('--home='.length) ?? null)
    : (args[at + 1] ?? null)
}

const folderOf = (one: OwnProcess, processes: string): string => {
  try {
    return homeOf(one) ?? readlinkSync(join(processes, String(one.pid), 'cwd'))
  } catch {
    return '–'
  }
}

/** Those from which this process descends. */
const ancestors = (all: readonly OwnProcess[]): ReadonlySet<number> => {
  const above = new Set([process.pid])
  for (let pid: number | undefined = process.pid; pid !== undefined; ) {
    const parent: number | undefined = all.find((one) => one.pid === pid)?.parent
    if (parent === undefined || above.has(parent)) break
    above.add(parent)
    pid = parent
  }
  return above
}

/** The application that started a host: it tells its own number in what it gives to the host. */
const applicationOf = ({ args, parent }: OwnProcess): number => {
  const [, told] = /"application":(\d+)/.exec(args.join(' ')) ?? []
  return told === undefined ? parent : Number(told)
}

/** A host whose application has ended. It should have ended with it. */
const isLeft = (one: OwnProcess, all: readonly OwnProcess[]): boolean => {
  const application = applicationOf(one)
  return application <= 1 || !all.some(({ pid }) => pid === application)
}

export const assistantsStep = {
  id: 'assistants',
  when: ({ platform }) => platform === 'linux',
  finds: ['second-assistant', 'leftover-host', 'rival-assistant'],
  check: (world: World) => {
    const all = ownProcesses(world)
    const above = ancestors(all)
    const others = all.filter(({ pid }) => !above.has(pid))
    return others.flatMap((one): readonly Finding[] => {
      const { pid, program: name } = one
      const about = String(pid)
      if (isHost(one)) {
        if (!isLeft(one, all)) return []
        return [found('leftover-host', { pid }, { level: 'attention', repair: 'end-process', on: about })]
      }
      if (isAssistant(one) && folderOf(one, world.processes) !== world.home)
        return [found('second-assistant', { pid }, { level: 'attention', about })]
      return isRival(one)
        ? [found('rival-assistant', { pid, program: name }, { level: 'attention', about })]
        : []
    })
  },
} satisfies Step
