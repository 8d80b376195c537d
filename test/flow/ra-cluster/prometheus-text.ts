/** One sample: the name and labels of a series, as they are written, and its value. */
export type Samples = ReadonlyMap<string, number>

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"'
const sampleLine = new RegExp(`^(${name})(\\{${label}(?:,${label})*\\})? (\\S+)$`)
const headLine = new RegExp(`^# (HELP|TYPE) (${name}) (.+)$`)
const kinds = ['counter', 'gauge', 'histogram', 'summary', 'untyped']

/** Reads Prometheus' text format 0.0.4 and accepts nothing that the format does not allow. */
export function samplesIn(text: string): Samples {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  const types = new Map<string, string>()
  const samples = new Map<string, number>()
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const head = headLine.exec(line)
    if (head !== null) {
      const [, what = '', of = '', is = ''] = head
      if (what !== 'TYPE') continue
      if (types.has(of) || !kinds.includes(is)) throw new Error(`a second or wrong type: ${line}`)
      types.set(of, is)
      continue
    }
    const [, of = '', labels = '', value = ''] = sampleLine.exec(line) ?? []
    if (!/^(NaN|[+-]Inf|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/.test(value)) throw new Error(`no sample: ${line}`)
    const group = types.has(of) ? of : of.replace(/_(bucket|sum|count)$/, '')
    if (!types.has(group)) throw new Error(`a sample before its type: ${line}`)
    // All lines of one metric stand together.
    if ([...types.keys()].at(-1) !== group) throw new Error(`a sample in the group of another: ${line}`)
    if (samples.has(`${of}${labels}`)) throw new Error(`a series twice: ${line}`)
    samples.set(`${of}${labels}`, Number(value.replace('Inf', 'Infinity')))
  }
  for (const [of, type] of types) if (type === 'histogram') checkBuckets(of, samples)
  return samples
}

/** Buckets rise, and the last one has counted everything. */
function checkBuckets(of: string, samples: Samples): void {
  const last = new Map<string, number>()
  for (const [series, count] of samples) {
    if (!series.startsWith(`${of}_bucket{`)) continue
    const others = series
      .slice(`${of}_bucket`.length)
      .replace(/le="[^"]*",?/, '')
      .replace(/,}$/, '}')
    if (count < (last.get(others) ?? 0)) throw new Error(`a bucket falls: ${series}`)
    last.set(others, count)
  }
  for (const [others, count] of last)
    if (samples.get(`${of}_count${others === '{}' ? '' : others}`) !== count)
      throw new Error(`the buckets of ${of}${others} are not its count`)
}

/** The sum of all series of a metric that have these labels. */
export function sumOf(samples: Samples, metric: string, ...labels: readonly string[]): number {
  const found = [...samples].filter(
    ([series]) => series.split('{')[0] === metric && labels.every((one) => series.includes(one)),
  )
  return found.reduce((sum, [, value]) => sum + value, 0)
}
