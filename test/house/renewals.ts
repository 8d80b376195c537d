import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { RunningRa } from '../../src/ra/server.ts'
import type { RenewalForm, RenewalQuote } from '../../src/shared/models/index.ts'
import { emptyForm } from '../../src/shared/renewal/form.ts'
import { type Holder, holderAt } from '../flow/ra/holder.ts'
import type { WholeHouse } from './businesses.ts'
import { captchaAnswer, given } from './issuance.ts'

/** People who do not exist, with a number whose check digit is right. */
export const people: RenewalForm = {
  ...emptyForm,
  handler: {
    idType: 'resident-id',
    idNumber: '11010519491231002X',
    name: '张三',
    phone: '13800138000',
    email: 'zhangsan@example.com',
    address: '北京市海淀区示例路 1 号',
  },
  recipient: { name: '王芳', phone: '13900139000', address: '北京市海淀区示例路 2 号' },
  invoice: { title: '北京示例知识产权代理有限公司', taxNumber: '' },
}

export const formFor = (quote: RenewalQuote, termYears: number): RenewalForm => ({
  ...people,
  termYears,
  agreementVersion: quote.agreementVersion,
})

/** The certificate in force on a token: what a renewal names. */
export const certificateOn = (house: WholeHouse, tokenId: string) => {
  const pair = house.state
    .current()
    .tokens.find(({ id }) => id === tokenId)
    ?.pairs.find(({ state }) => state !== 'kept' && state !== 'revoked')
  if (!pair?.signing) throw new Error('no certificate')
  return { issuerId: 'demo', serial: pair.signing.serial, holder: pair.signing.holder, view: pair.signing }
}

export type Submitting = {
  readonly termYears?: number
  readonly pin?: string
  readonly form?: Partial<RenewalForm>
  readonly expectedTotalFen?: number
}

const targetOf = ({ keys }: RenewalQuote, tokenId: string, soft: boolean) => {
  if (keys === 'same') return { kind: 'holding', tokenId } as const
  return soft ? ({ kind: 'soft' } as const) : ({ kind: 'ukey', tokenId } as const)
}

/** Does what the pages do: asks for the quote, fills in the form and submits it. */
export const submit = async (house: WholeHouse, tokenId: string, more: Submitting = {}) => {
  const { issuerId, serial, holder } = certificateOn(house, tokenId)
  const quote = await house.renewal.quote({ issuerId, serial })
  const { termYears = 1 } = more
  const soft = house.state.current().tokens.find(({ id }) => id === tokenId)?.kind === 'soft'
  const { pin, tries } = given(more.pin ?? (soft ? 'Winter-26' : '12345678'))
  const { transactionId } = await house.renewal.start({
    ...{ issuerId, serial, holder },
    form: { ...formFor(quote, termYears), ...more.form },
    expectedTotalFen:
      more.expectedTotalFen ?? quote.terms.find(({ years }) => years === termYears)?.totalFen ?? 0,
    target: targetOf(quote, tokenId, soft),
    ...{ pin, tries },
  })
  return { transactionId, quote }
}

/**
 * Pays on the authority's page, over a connection of its own: one that was kept may be closed by the time it is used, if
 * the machine is busy.
 */
export const payAt = (payUrl: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const call = request(payUrl, { method: 'POST', agent: false }, (answer) => {
      answer.resume()
      // Once it is paid, the page sends the browser to what it shows then.
      if (answer.statusCode === 303 || answer.statusCode === 200) resolve()
      else reject(new Error(`the payment page answers ${answer.statusCode}`))
    })
    call.on('error', reject)
    call.end()
  })

/** An operator of an authority in this process. */
export const operatorOf = async (
  ra: Pick<RunningRa, 'url'>,
  dataDir: string,
  answer = captchaAnswer,
): Promise<Holder> => {
  const line = readFileSync(join(dataDir, 'operators.txt'), 'utf8')
    .split('\n')
    .find((one) => one.startsWith('operator '))
  const holder = holderAt(ra.url)
  const { captchaId } = await holder.client.captcha.create({})
  const form = { name: 'operator', password: line?.split(' ')[1] ?? '', captchaId, captchaAnswer: answer }
  holder.token = (await holder.client.operator.login(form)).token
  return holder
}
