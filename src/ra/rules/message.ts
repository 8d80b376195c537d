import type { Account, Request } from '../records.ts'
import type { Change } from './change.ts'

/** What applicants are told by text message (短信告知). The sums are in fen. */
export type Notice =
  | { readonly about: 'recorded'; readonly orderNumber: string | null; readonly totalFen: number }
  | { readonly about: 'paid'; readonly orderNumber: string; readonly reviewed: boolean }
  | { readonly about: 'correction'; readonly reason: string }
  | { readonly about: 'approved' }
  | { readonly about: 'refused'; readonly reason: string; readonly refundFen: number }
  | { readonly about: 'refund-sent'; readonly orderNumber: string; readonly refundFen: number }

type Told = {
  readonly request: Request
  readonly account: Account | null
  /** The name of the authority. */
  readonly sender: string
  readonly at: number
}

/** A message to the handler of the application, or to the holder if it names none. */
export function tell({ request, account, sender, at }: Told, notice: Notice): readonly Change[] {
  const to = request.application?.handler?.phone ?? account?.phone ?? null
  if (to === null) return []
  const text = `【${sender}】${wordsOf(notice)}`
  const id = `${request.id.slice(0, 32)}-${notice.about}-${at}`
  return [{ kind: 'add-message', message: { id, channel: 'sms', to, text, createdAt: at } }]
}

const yuan = (fen: number): string => `${(fen / 100).toFixed(2)} 元`

function wordsOf(notice: Notice): string {
  switch (notice.about) {
    case 'recorded':
      return notice.orderNumber === null
        ? '您的证书申请已录入。'
        : `您的证书申请已录入，业务单号 ${notice.orderNumber}，费用 ${yuan(notice.totalFen)}。`
    case 'paid':
      return notice.reviewed
        ? `业务单号 ${notice.orderNumber} 的费用已到账，您的证书申请正在审核。`
        : `业务单号 ${notice.orderNumber} 的费用已到账，请打开证书助手继续办理。`
    case 'correction':
      return `您的证书申请需要补正：${notice.reason}。请打开证书助手补正后重新提交。`
    case 'approved':
      return '您的证书申请已审核通过，请打开证书助手安装证书。'
    case 'refused':
      return `您的证书申请未通过审核，原因：${notice.reason}。${
        notice.refundFen === 0 ? '' : `费用 ${yuan(notice.refundFen)}将原路退回。`
      }`
    case 'refund-sent':
      return `业务单号 ${notice.orderNumber} 的退款 ${yuan(notice.refundFen)}已经退出，请留意到账。`
  }
}
