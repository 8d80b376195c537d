import { explainFinding, lightOf } from '../../shared/diagnosis/explain.ts'
import type { CheckView, Finding } from '../../shared/diagnosis/model.ts'
import type { Snapshot } from '../../shared/models/index.ts'
import type { Language } from '../../shared/settings/model.ts'
import { texts } from '../../shared/text/index.ts'
import { scrub } from '../log/scrub.ts'
import { nameOfToken } from './token-name.ts'

export type ReportForm = 'text' | 'html'

/** Behind a name: whatever cannot be a part of it. */
const ends = String.raw`(?![\p{L}\p{N}_.-])`

/** A person's folder is named after the person, and so may others be: `/media/wangfang/stick`. */
const withoutPerson = (text: string, userFolder: string): string => {
  const parts = userFolder.split(/[\\/]+/).filter((part) => part !== '')
  const [name, ...above] = parts.toReversed().map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (name === undefined) return text
  const folder = [...above.toReversed(), name].join(String.raw`[\\/]+`)
  const short = text.replace(new RegExp(String.raw`[\\/]*${folder}${ends}`, 'giu'), '~')
  // The folder of the system's administrator is named after nobody.
  return above.length === 0
    ? short
    : short.replace(new RegExp(String.raw`(?<=[\\/])${name}${ends}`, 'giu'), '~')
}

/** One line, scrubbed by itself: a long report must not be cut where a log line is. */
const clean = (text: string, userFolder: string): string =>
  withoutPerson(text, userFolder).split('\n').map(scrub).join('\n')

type Line = { readonly text: string; readonly as: 'title' | 'fact' | 'step' | 'finding' | 'sentence' }

const say = (as: Line['as'], text: string): Line => ({ as, text })

const linesOfFinding = (finding: Finding, snapshot: Snapshot): readonly Line[] => {
  const { language } = snapshot.settings
  const head = texts(language).diagnosis.reportHead
  const { title, happened, next, hotline } = explainFinding(finding, language)
  return [
    say(
      'finding',
      hotline === null ? title : `${title} (${texts(language).everywhere.errorCode} ${hotline})`,
    ),
    say('sentence', happened),
    say('sentence', `${head.next}${head.colon}${next}`),
    ...(finding.systemWords === null
      ? []
      : [say('sentence', `${head.words}${head.colon}${finding.systemWords}`)]),
  ]
}

const linesOfStep = (step: CheckView, snapshot: Snapshot): readonly Line[] => {
  const { stepNames, lights, seconds, reportHead } = texts(snapshot.settings.language).diagnosis
  const time = step.milliseconds === null ? '' : ` · ${seconds((step.milliseconds / 1000).toFixed(1))}`
  return [
    say('step', `${stepNames[step.id]}${reportHead.colon}${lights[lightOf(step)]}${time}`),
    ...step.findings.flatMap((finding) => linesOfFinding(finding, snapshot)),
  ]
}

/** Steps with findings come first, in the order of the page. */
const inOrder = (steps: readonly CheckView[]): readonly CheckView[] => [
  ...steps.filter((step) => lightOf(step) === 'problem'),
  ...steps.filter((step) => lightOf(step) === 'attention'),
  ...steps.filter((step) => !['problem', 'attention'].includes(lightOf(step))),
]

const linesOf = (snapshot: Snapshot): readonly Line[] => {
  const { diagnosis: words, everywhere } = texts(snapshot.settings.language)
  const { about, diagnosis, tokens } = snapshot
  const head = words.reportHead
  return [
    say('title', `${everywhere.product} · ${words.report}`),
    say('fact', `${head.made}${head.colon}${diagnosis.endedAt ?? head.running}`),
    say('fact', `${head.version}${head.colon}${about.version} (${about.runtime})`),
    say('fact', `${head.system}${head.colon}${about.system}`),
    ...tokens.slice(0, 50).map((token) => say('fact', `${head.tokens}${head.colon}${nameOfToken(token)}`)),
    ...inOrder(diagnosis.steps).flatMap((step) => linesOfStep(step, snapshot)),
  ]
}

const indents: Readonly<Record<Line['as'], string>> = {
  title: '',
  fact: '',
  step: '\n',
  finding: '  * ',
  sentence: '    ',
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`).replaceAll('\n', '<br>')

const tags: Readonly<Record<Line['as'], string>> = {
  title: 'h1',
  fact: 'p',
  step: 'h2',
  finding: 'h3',
  sentence: 'p',
}

const style =
  'body{font:15px/1.6 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em}h1{font-size:1.4em}h2{font-size:1.1em;margin:1.4em 0 0}h3{font-size:1em;margin:.8em 0 0}p{margin:.2em 0}'

/** A page that loads nothing and runs nothing. */
const pageOf = (lines: readonly Line[], language: string): string => {
  const title = escaped(lines[0]?.text ?? '')
  const body = lines.map(({ as, text }) => `<${tags[as]}>${escaped(text)}</${tags[as]}>`).join('\n')
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8">${policy}<title>${title}</title><style>${style}</style></head>\n<body>\n${body}\n</body></html>\n`
}

/** What was found, as a file for the hotline: no secret, and nothing that says where the person's files lie. */
export const reportOn = (snapshot: Snapshot, form: ReportForm, userFolder: string): string => {
  const lines = linesOf(snapshot).map(({ as, text }) => ({ as, text: clean(text, userFolder) }))
  if (form === 'html') return pageOf(lines, snapshot.settings.language)
  return `${lines.map(({ as, text }) => `${indents[as]}${text}`).join('\n')}\n`
}

/** The same for a program: what `diagnose --json` of the console program prints. */
export const reportData = (
  snapshot: Snapshot,
  userFolder: string,
  language: Language = snapshot.settings.language,
) => {
  const { about, diagnosis } = snapshot
  const say = (text: string) => clean(text, userFolder)
  const findingData = (finding: Finding) => {
    const { title, happened, next, hotline } = explainFinding(finding, language)
    const { said, level, repair, systemWords } = finding
    return {
      kind: said.by === 'step' ? said.kind : said.report.code,
      ...{ level, repair, hotline },
      ...{ title: say(title), happened: say(happened), next: say(next) },
      systemWords: systemWords === null ? null : say(systemWords),
    }
  }
  return {
    format: 1,
    ...{ version: about.version, system: about.system, runtime: about.runtime },
    ...{ startedAt: diagnosis.startedAt, endedAt: diagnosis.endedAt },
    steps: diagnosis.steps.map((step) => ({
      ...{ id: step.id, light: lightOf(step), milliseconds: step.milliseconds },
      findings: step.findings.map(findingData),
    })),
  } as const
}

export type DiagnosisData = ReturnType<typeof reportData>
