import type { Finding } from '../../../shared/diagnosis/model.ts'
import { isAssistant, isLeftHost, type OwnProcess, ownProcesses } from '../processes.ts'
import { found, type Step } from '../step.ts'
import type { World } from '../world.ts'

/** How other clients' programs are called: what their installers name them, without their endings. */
const rivals =
  /^(XTXApp(COM|Service)?|BJCAClient|BJCACertAide|CertAppEnv|mTokenServ\w*|mToken|NetcaCryptoServ\w*|OneCertX|iTrusService|SZCAService|CFCACryptoKit\w*|CryptoKit\w*)$/i

/** Linux keeps 15 letters of a name. */
const isRival = ({ program }: OwnProcess): boolean => rivals.test(program.replace(/\.exe$/i, ''))

/** The data folder that it was told; null if it uses the usual one, which is never two assistants' at once. */
const homeOf = ({ args }: OwnProcess): string | null => {
  const at = args.findIndex((arg) => arg === '--home' || arg.startsWith('--home='))
  if (at < 0) return null
  return args[at]?.startsWith('--home=')
    ? (args[at]?.slice('--home='.length) ?? null)
    : (args[at + 1] ?? null)
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
      if (isLeftHost(one, all))
        return [found('leftover-host', { pid }, { level: 'attention', repair: 'end-process', on: about })]
      if (isAssistant(one) && homeOf(one) !== world.home)
        return [found('second-assistant', { pid }, { level: 'attention', about })]
      return isRival(one)
        ? [found('rival-assistant', { pid, program: name }, { level: 'attention', about })]
        : []
    })
  },
} satisfies Step
