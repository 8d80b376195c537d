import { AssistantError } from '../../shared/errors/index.ts'
import { type Notice, type NoticeSource, noticeSource } from '../../shared/models/index.ts'

/** A notice as its source tells it. `key` distinguishes it from the other notices of the source. */
export type Told = Omit<Notice, 'id' | 'source'> & { readonly key: string }

/** Shows all notices of one source. Each call replaces the earlier ones. */
export type NoticesOf = { show(all: readonly Told[]): void }

export type Notices = {
  of(source: NoticeSource): NoticesOf
  dismiss(id: string): void
}

export type NoticesParts = {
  readonly current: () => readonly Notice[]
  readonly change: (notices: readonly Notice[]) => void
  /** Called once for each new notice that is to be a notification of the system. */
  readonly announce: (notice: Notice) => void
}

const order = (source: NoticeSource): number => noticeSource.options.indexOf(source)

const noticeOf = (source: NoticeSource, { key, ...told }: Told): Notice => ({
  id: `${source} ${key}`,
  source,
  ...told,
})

const isSame = (one: readonly Notice[], other: readonly Notice[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** What a person should know, in separate lists from separate sources. */
export const createNotices = ({ current, change, announce }: NoticesParts): Notices => {
  let dismissed: ReadonlySet<string> = new Set()
  const idsOf = (notices: readonly Notice[]): ReadonlySet<string> => new Set(notices.map(({ id }) => id))

  /**
   * A notice that is no longer told has lost its cause. If it comes again it is new, even if it was dismissed before.
   */
  const forget = (source: NoticeSource, told: readonly Notice[]): void => {
    const ids = idsOf(told)
    dismissed = new Set([...dismissed].filter((id) => !id.startsWith(`${source} `) || ids.has(id)))
  }

  const show = (source: NoticeSource, all: readonly Told[]): void => {
    const told = all.map((one) => noticeOf(source, one))
    forget(source, told)
    const after = told.filter(({ id }) => !dismissed.has(id))
    const before = current().filter((notice) => notice.source === source)
    if (isSame(before, after)) return
    const others = current().filter((notice) => notice.source !== source)
    change([...others, ...after].toSorted((one, other) => order(one.source) - order(other.source)))
    const known = idsOf(before)
    for (const notice of after) if (notice.announced && !known.has(notice.id)) announce(notice)
  }

  return {
    of: (source) => ({ show: (all) => show(source, all) }),
    dismiss: (id) => {
      const notice = current().find((one) => one.id === id)
      if (!notice) return // another window was quicker, or its cause is gone
      if (!notice.dismissable) throw new AssistantError('input-invalid')
      dismissed = new Set([...dismissed, id])
      change(current().filter((one) => one.id !== id))
    },
  }
}
