import type { Language } from '../../shared/settings/model.ts'
import { texts } from '../../shared/text/index.ts'
import { tableOf } from '../history/index.ts'
import type { Listed } from './document-list.ts'
import { type ReportRow, reportRow } from './report-rows.ts'

export type Exported = { readonly fileName: string; readonly base64: string }

type Report = { readonly rows: readonly ReportRow[]; readonly at: Date; readonly language: Language }

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? '')

const style = `body{font:14px/1.6 system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif;margin:2em;color:#1f2933}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #c5ccd3;padding:.4em .6em;text-align:start;vertical-align:top;overflow-wrap:anywhere}
th{background:#eef1f4}caption{text-align:start;padding:.4em 0}p{color:#52606d}@media print{body{margin:0}}`

/** No script, nothing from elsewhere: it can be kept, printed and sent. */
const html = ({ rows, at, language }: Report, done: number, failed: number): string => {
  const { documentReport: words } = texts(language)
  const cells = (row: readonly string[], tag: 'td' | 'th'): string =>
    `<tr>${row.map((cell) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-CN'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(words.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(words.title)}</h1>
<table>
<caption>${escaped(words.summary(done, failed))}</caption>
<thead>${cells(words.columns, 'th')}</thead>
<tbody>
${rows.map((row) => cells(row, 'td')).join('\n')}
</tbody>
</table>
<p>${escaped(words.note)}</p>
<p>${escaped(words.made(at.toISOString()))}</p>
</body>
</html>
`
}

const count = (listed: readonly Listed[], is: 'done' | 'failed'): number =>
  listed.filter(({ view }) => view.state.is === is).length

/** The table of results, for a person to read or for a spreadsheet. */
export const documentReportFile = (
  listed: readonly Listed[],
  format: 'html' | 'csv',
  at: Date,
  language: Language,
): Exported => {
  const words = texts(language)
  const rows = listed.map((one) => reportRow(one, words, language))
  const report = { rows, at, language }
  const text =
    format === 'csv'
      ? tableOf([words.documentReport.columns, ...rows])
      : html(report, count(listed, 'done'), count(listed, 'failed'))
  const day = at.toISOString().slice(0, 10)
  const fileName = `${words.documentReport.fileName}-${day}.${format}`
  return { fileName, base64: Buffer.from(text).toString('base64') }
}
