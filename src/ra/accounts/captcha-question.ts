import { randomInt } from 'node:crypto'

/** One of so many, from 0. */
export type Pick = (count: number) => number

export type Question = { readonly answer: string; readonly zh: string; readonly en: string }

/** Makes a question; the numbers and how they are spelled are picked. */
type Form = (pick: Pick) => Question

/**
 * A question for people who cannot see the picture. It has many forms, figures or words for the numbers, and often a
 * number that does not matter, so that no single pattern answers it. Both languages ask the same.
 */
export function captchaQuestion(pick: Pick = (count) => randomInt(count)): Question {
  const form = forms[pick(forms.length)]
  if (form === undefined) throw new Error('the pick is one of the forms')
  return form(pick)
}

/** A number to begin with, what comes to it and what goes from it, and one that does not matter. */
type Change = { readonly start: string; readonly more: string; readonly less: string; readonly aside: string }

function changing(zh: (change: Change) => string, en: (change: Change) => string): Form {
  return (pick) => {
    const [start, more, less, aside] = [12 + pick(28), 3 + pick(7), 3 + pick(7), 3 + pick(7)] as const
    const inWords = pick(2) === 0
    const said = (spell: (n: number) => string): Change => ({
      ...{ start: spell(start), more: spell(more), less: spell(less), aside: spell(aside) },
    })
    return {
      answer: String(start + more - less),
      zh: `${zh(said(inWords ? zhNumber : String))}请用数字回答。`,
      en: `${capital(en(said(inWords ? enNumber : String)))} Answer in figures.`,
    }
  }
}

const nthWords = ['first', 'second', 'third']

/** About a list of numbers, and one place in it. */
function choosing(
  zh: (list: string, nth: string) => string,
  en: (list: string, nth: string) => string,
  answer: (numbers: readonly number[], nth: number) => number,
): Form {
  return (pick) => {
    const numbers = Array.from({ length: 4 }, () => 11 + pick(30))
    const nth = pick(nthWords.length)
    const inWords = pick(2) === 0
    const list = (spell: (n: number) => string, between: string) => numbers.map(spell).join(between)
    return {
      answer: String(answer(numbers, nth)),
      zh: `${zh(list(inWords ? zhNumber : String, '、'), `第${zhNumber(nth + 1)}个`)}请用数字回答。`,
      en: `${en(list(inWords ? enNumber : String, ', '), nthWords[nth] ?? '')} Answer in figures.`,
    }
  }
}

const forms: readonly Form[] = [
  changing(
    ({ start, more, less, aside }) =>
      `${aside}号柜里原有${start}份文件，上午取走${less}份，下午放回${more}份，现在有几份？`,
    ({ start, more, less, aside }) =>
      `Cabinet ${aside} held ${start} files; ${less} were taken out and ${more} were put back. How many are in it now?`,
  ),
  changing(
    ({ start, more, less, aside }) =>
      `会议室里坐着${start}人，${aside}点钟走了${less}人，后来又来了${more}人，现在有几人？`,
    ({ start, more, less, aside }) =>
      `${start} people sat in a room. At ${aside} o’clock ${less} of them left, later ${more} others came. How many are there now?`,
  ),
  changing(
    ({ start, more, less, aside }) =>
      `${aside}路公交车上有${start}位乘客，到站时上来${more}位，下去${less}位，车上还有几位？`,
    ({ start, more, less, aside }) =>
      `Bus ${aside} carries ${start} people. At a stop ${more} get on and ${less} get off. How many are on it then?`,
  ),
  changing(
    ({ start, more, less }) =>
      `小王有${start}张邮票，小李比小王多${more}张，小张比小李少${less}张，小张有几张？`,
    ({ start, more, less }) =>
      `Anna has ${start} stamps, Ben has ${more} more than Anna, Carl has ${less} fewer than Ben. How many has Carl?`,
  ),
  changing(
    ({ start, more, less, aside }) =>
      `电梯${aside}分钟前在${start}层，先往上走了${more}层，又往下走了${less}层，停在几层？`,
    ({ start, more, less, aside }) =>
      `${aside} minutes ago the lift was on floor ${start}. It went up ${more} floors and down ${less}. On which floor is it?`,
  ),
  choosing(
    (list, nth) => `看这几个数：${list}。其中${nth}与最后一个相加是多少？`,
    (list, nth) => `Look at these numbers: ${list}. What is the ${nth} plus the last one?`,
    (numbers, nth) => (numbers[nth] ?? 0) + (numbers.at(-1) ?? 0),
  ),
  choosing(
    (list) => `在${list}这几个数中，最大的减去最小的是多少？`,
    (list) => `Of the numbers ${list}: what is the largest minus the smallest?`,
    (numbers) => Math.max(...numbers) - Math.min(...numbers),
  ),
  choosing(
    (list, nth) => `依次写下${list}。${nth}数的两倍是多少？`,
    (list, nth) => `Write down ${list}. What is twice the ${nth} number?`,
    (numbers, nth) => 2 * (numbers[nth] ?? 0),
  ),
]

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

const zhDigits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** From 1 to 99. */
function zhNumber(n: number): string {
  if (n <= 10) return zhDigits[n] ?? ''
  const tens = Math.floor(n / 10)
  return `${tens === 1 ? '' : zhDigits[tens]}十${n % 10 === 0 ? '' : zhDigits[n % 10]}`
}

const small = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
  ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
]
const enTens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

/** From 1 to 99. */
function enNumber(n: number): string {
  if (n < 20) return small[n] ?? ''
  const rest = n % 10
  return `${enTens[Math.floor(n / 10)]}${rest === 0 ? '' : `-${small[rest]}`}`
}
