import { createHelp } from '../src/main/help/help.ts'
import { shipped, writtenQuestions } from '../test/help-shelf.ts'
import type { Row } from './row.ts'

// How long the search of 用户服务 takes over a thousand articles, and how well it finds the articles of the hundred
// written questions. The thousand are the articles that ship, again and again under other names.

const many = 1_000
const rounds = 20
const budget = 20
const wanted = 95

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000

/** Milliseconds of this thread's work: on a busy machine the clock measures the others too. */
const processorTime = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

const timeRow = (name: string, value: number): Row => ({
  ...{ name, value: rounded(value), unit: 'ms', peers: {}, ratio: null },
  ...{ budget: `≤ ${budget} ms`, holds: value <= budget },
})

export const bench = async (): Promise<readonly Row[]> => {
  const { articles } = shipped()
  const { insiders, outsiders } = writtenQuestions()
  const questions = [...insiders, ...outsiders]
  const shelf = Array.from({ length: many }, (_, at) => {
    const article = articles[at % articles.length]
    if (article === undefined) throw new Error('there are no articles')
    return { ...article, id: `${article.id}-${at}` }
  })
  const large = createHelp({ articles: shelf, issuers: [], language: () => 'zh-CN' })
  const began = processorTime()
  large.search('证书', 3)
  const indexed = processorTime() - began
  const times = questions.map(({ question }) => {
    const start = processorTime()
    for (let round = 0; round < rounds; round += 1) large.search(question, 10)
    return (processorTime() - start) / rounds
  })
  times.sort((one, other) => one - other)
  const small = createHelp({ articles, issuers: [], language: () => 'zh-CN' })
  const isFound = (most: number) => (one: (typeof questions)[number]) => {
    const found = small.search(one.question, most).map(({ id }) => id)
    return [one.article, ...one.or].some((id) => found.includes(id))
  }
  const hits = questions.filter(isFound(3)).length
  return [
    timeRow(
      `search, ${many} articles, the median of the questions`,
      times[Math.floor(times.length / 2)] ?? 0,
    ),
    timeRow(`search, ${many} articles, the slowest question`, times.at(-1) ?? 0),
    {
      name: 'first search, with the index',
      value: rounded(indexed),
      unit: 'ms',
      peers: {},
      ratio: null,
      budget: null,
      holds: null,
    },
    {
      ...{ name: 'questions that find their article among the first three', value: hits, unit: 'of 100' },
      ...{
        peers: { first: questions.filter(isFound(1)).length },
        ratio: null,
        budget: `≥ ${wanted}`,
        holds: hits >= wanted,
      },
    },
  ]
}
