import type { Locator } from 'playwright-core'

/** What a screen reader says after the name of a field: all that it is described by. */
export const readWith = (field: Locator): Promise<string> =>
  field.evaluate((control) =>
    (control.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  )
