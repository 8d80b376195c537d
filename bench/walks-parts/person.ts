import type { Locator, Page } from 'playwright-core'

// A person at the window, counted by the keystroke-level model: Card, Moran and Newell, "The Keystroke-Level Model for
// User Performance Time with Interactive Systems", Communications of the ACM 23 (1980) 7, table 1.

/** Seconds of each operator. K is the average non-secretary typist; B, one press or release, is from the same authors. */
export const operators = { K: 0.28, P: 1.1, H: 0.4, M: 1.35, B: 0.1 } as const

export type Walked = {
  readonly clicks: number
  readonly keys: number
  /** By the operators alone. */
  readonly person: number
  /** The system's answers that the person had to wait for. */
  readonly waited: number
}

export type Person = {
  /** Thinks, points and clicks. */
  click(target: Locator): Promise<void>
  /** Thinks and types. A field that has not the focus is clicked first. */
  type(field: Locator, text: string): Promise<void>
  press(key: string): Promise<void>
  /** Waits for the answer and reads on from there. */
  see(what: Locator): Promise<void>
  walked(): Walked
}

export const personAt = (page: Page): Person => {
  let [clicks, keys, person, waited] = [0, 0, 0, 0]
  let hand: 'mouse' | 'keyboard' = 'mouse'
  const reach = (where: typeof hand) => {
    if (hand !== where) person += operators.H
    hand = where
  }
  /** What is not there yet is waited for, and that is the system's time. */
  const waitFor = async (what: Locator) => {
    const begun = performance.now()
    await what.first().waitFor()
    waited += (performance.now() - begun) / 1_000
  }
  const click: Person['click'] = async (target) => {
    await waitFor(target)
    reach('mouse')
    person += operators.M + operators.P + 2 * operators.B
    clicks += 1
    await target.first().click()
  }
  const press: Person['press'] = async (key) => {
    reach('keyboard')
    person += operators.K
    keys += 1
    await page.keyboard.press(key)
  }
  return {
    click,
    press,
    type: async (field, text) => {
      await waitFor(field)
      if (!(await field.evaluate((one) => one === document.activeElement))) await click(field)
      reach('keyboard')
      person += operators.M + text.length * operators.K
      keys += text.length
      await page.keyboard.type(text)
    },
    see: waitFor,
    walked: () => ({ clicks, keys, person, waited }),
  }
}
