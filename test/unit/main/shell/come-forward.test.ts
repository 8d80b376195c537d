import { describe, expect, it } from 'vitest'
import {
  askedByPerson,
  comeForward,
  type ForwardMemory,
  noMemory,
} from '../../../../src/main/shell/come-forward.ts'
import { defaultSettings, type Snapshot } from '../../../../src/shared/models/index.ts'
import { asksForPin, paused, waits } from '../../../ui/scenes/transactions.ts'
import { cutOff } from '../../../ui/scenes/waits.ts'
import { snapshotWith, soft, ukey } from '../../../world.ts'

const at = (rest: Partial<Snapshot> = {}): Snapshot => ({ ...snapshotWith(rest), revision: 1, at: '' })
const none = at()
const one = at({ tokens: [ukey()] })
const two = at({ tokens: [ukey(), ukey({ id: 'ukey-2' })] })

/** Plays snapshots one after another; the window obeys. */
const play = (snapshots: readonly Snapshot[], visible = false, memory: ForwardMemory = noMemory) => {
  let window = visible
  let kept = memory
  const acts = snapshots.map((snapshot) => {
    const step = comeForward(kept, snapshot, window)
    kept = step.memory
    if (step.act !== 'none') window = step.act === 'show'
    return step.act
  })
  return { acts, memory: kept, visible: window }
}

describe('the window', () => {
  it('comes when a Ukey is plugged in and goes when it is pulled out', () => {
    expect(play([none, one, none]).acts).toEqual(['none', 'show', 'hide'])
  })

  it('does not come for a Ukey that was there at the start', () => {
    expect(play([at({ settled: false }), one, one]).acts).toEqual(['none', 'none', 'none'])
  })

  it('comes for a second Ukey, and goes when the last one is out', () => {
    expect(play([one, two, one, none]).acts).toEqual(['none', 'show', 'none', 'hide'])
  })

  it('does not come for a soft certificate', () => {
    expect(play([none, at({ tokens: [soft()] })]).acts).toEqual(['none', 'none'])
  })

  it('stays away when the settings say so', () => {
    const settings = { ...defaultSettings, comeForwardOnPlug: false }
    expect(play([at({ settings }), at({ settings, tokens: [ukey()] })]).acts).toEqual(['none', 'none'])
  })

  it('stays when it was there before the Ukey came', () => {
    expect(play([none, one, none], true).acts).toEqual(['none', 'none', 'none'])
  })

  it('stays once somebody has asked for it', () => {
    const { memory, visible } = play([none, one])
    expect(play([none], visible, askedByPerson(memory)).acts).toEqual(['none'])
  })

  it('stays hidden when the person hid it, and may come again with the next plugging', () => {
    const { memory } = play([none, one])
    expect(play([none, one], false, askedByPerson(memory)).acts).toEqual(['none', 'show'])
  })

  it('stays while a business is unfinished, so that it can say how to go on', () => {
    const stopped = paused('collect', { code: 'certificate-untrusted', params: {} })
    for (const transaction of [stopped, waits('write-signing', asksForPin), waits('collect', cutOff)])
      expect(play([none, one, at({ transactions: [transaction] })]).acts).toEqual(['none', 'show', 'none'])
  })

  it('stays when the Ukey only vanished because its driver crashed', () => {
    const crashed: Snapshot['troubles'][number] = {
      id: 'x',
      report: { code: 'driver-crashed', params: {} },
      vendor: null,
      driverId: null,
      usbId: null,
      systemWords: null,
      downloadPage: null,
    }
    expect(play([none, one, at({ troubles: [crashed] }), one]).acts).toEqual(['none', 'show', 'none', 'none'])
  })
})
