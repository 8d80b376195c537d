import type { Authority } from './authority.ts'

/** A moment of the authority's clock as this computer's clock will show it. */
export const onOwnClock = (moment: string, authority: Pick<Authority, 'now'>, clock: () => Date): string =>
  new Date(clock().getTime() + Date.parse(moment) - authority.now().getTime()).toISOString()
