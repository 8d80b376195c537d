import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReminders, type Reminders } from '../../../../src/main/reminders/index.ts'
import { writeReminders } from '../../../../src/main/reminders/reminder-file.ts'
import type { Notification } from '../../../../src/main/shell/shell.ts'
import type { ReminderView, TokenView } from '../../../../src/shared/models/index.ts'
import { texts } from '../../../../src/shared/text/index.ts'
import { daysBefore, memoryOf, remembered, rules } from './remembered.ts'

let folder = ''
const path = () => join(folder, 'reminders.json')
const open: Reminders[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reminders-'))
})
afterEach(() => {
  for (const reminders of open.splice(0)) reminders.stop()
  rmSync(folder, { recursive: true, force: true })
})

const house = (now: Date) => {
  const time = { now }
  const told: Notification[] = []
  let shown: readonly ReminderView[] = []
  const present = { settled: false, tokens: [] as readonly TokenView[] }
  const reminders = createReminders({
    path: path(),
    now: () => time.now,
    rules: () => rules,
    words: () => texts('zh-CN'),
    present: () => present,
    show: (views) => {
      shown = views
    },
    notify: (notification) => told.push(notification),
    log: () => {},
  })
  open.push(reminders)
  return { reminders, told, shown: () => shown, time, present }
}

describe('reminders', () => {
  it('on a day that the person chose come then and not before, also after a restart and long before the end', () => {
    writeReminders(path(), memoryOf(remembered()))
    const first = house(daysBefore(100))
    first.reminders.start()
    const chosen = daysBefore(80).toISOString().slice(0, 10)
    first.reminders.remindOn('token#1', chosen)
    expect([first.told, first.shown()]).toEqual([[], []])
    const early = house(daysBefore(82))
    early.reminders.start()
    expect(early.told).toEqual([])
    const then = house(daysBefore(79))
    then.reminders.start()
    expect(then.told.map(({ title }) => title)).toEqual(['证书还有 79 天到期'])
    expect(then.shown()).toHaveLength(1)
    const later = house(daysBefore(77))
    later.reminders.start()
    expect(later.told).toEqual([])
    expect(() => later.reminders.remindOn('token#1', '2020-01-01')).toThrow()
  })

  it('are written when something changed and once an hour, because disks of old computers are slow', () => {
    writeReminders(path(), memoryOf(remembered()))
    const { reminders, time } = house(daysBefore(100))
    reminders.start()
    const file = () => statSync(path()).ino
    const first = file()
    const pass = (milliseconds: number) => {
      time.now = new Date(time.now.getTime() + milliseconds)
      reminders.look()
    }
    pass(3_599_999)
    expect(file()).toBe(first)
    pass(1)
    const hourly = file()
    expect(hourly).not.toBe(first)
    reminders.remindOn('token#1', daysBefore(80).toISOString().slice(0, 10))
    expect(file()).not.toBe(hourly)
  })

  it('rest until a chosen day even where the issuer would remind', () => {
    writeReminders(path(), memoryOf(remembered()))
    const { reminders, told, shown, time } = house(daysBefore(20))
    reminders.remindOn('token#1', daysBefore(5).toISOString().slice(0, 10))
    reminders.start()
    expect([told, shown()]).toEqual([[], []])
    time.now = daysBefore(4)
    reminders.look()
    expect(told.map(({ title }) => title)).toEqual(['证书还有 4 天到期'])
  })

  it('go on where a wrong clock chose a day that is years away', () => {
    writeReminders(path(), memoryOf(remembered()))
    const wrong = house(daysBefore(-2_000))
    wrong.reminders.remindOn('token#1', daysBefore(-2_100).toISOString().slice(0, 10))
    const { reminders, told } = house(daysBefore(7))
    reminders.start()
    expect(told.map(({ title }) => title)).toEqual(['证书还有 7 天到期'])
  })

  it('of a key that is not plugged in are told after a restart, and not again at the next', () => {
    writeReminders(path(), memoryOf(remembered()))
    const first = house(daysBefore(7))
    first.reminders.start()
    expect(first.told.map(({ title, place }) => [title, place])).toEqual([
      ['证书还有 7 天到期', { page: 'home' }],
    ])
    expect(first.told[0]?.body).toContain('王芳')
    expect(first.shown()[0]).toMatchObject({
      daysLeft: 7,
      present: false,
      certificateId: null,
      weekOffered: false,
    })
    const second = house(daysBefore(7, 0.5))
    second.reminders.start()
    expect(second.told).toEqual([])
    expect(second.shown()).toHaveLength(1)
  })

  it('that are many come as one notification', () => {
    const many = Array.from({ length: 5 }, (_, n) => remembered({ id: `token-${n}#1` }))
    writeReminders(path(), memoryOf(...many))
    const { reminders, told, shown } = house(daysBefore(3))
    reminders.start()
    expect(told.map(({ title }) => title)).toEqual(['5 张证书需要更新'])
    expect(shown()).toHaveLength(5)
  })

  it('rest when the person says so, and remember the rest', () => {
    writeReminders(path(), memoryOf(remembered()))
    const { reminders, shown } = house(daysBefore(20))
    reminders.start()
    reminders.snooze('token#1', 'tomorrow')
    expect(shown()).toEqual([])
    expect(JSON.parse(readFileSync(path(), 'utf8')).known[0].restsUntil).not.toBeNull()
    expect(() => reminders.snooze('nothing', 'week')).toThrow('not-found')
  })

  it('conclude nothing about tokens before the first look for them is over', () => {
    writeReminders(path(), memoryOf(remembered({ tokenKind: 'soft' })))
    const { reminders, shown, present } = house(daysBefore(20))
    reminders.start()
    reminders.tokensChanged()
    expect(shown()).toHaveLength(1)
    present.settled = true
    reminders.tokensChanged()
    expect(shown()).toEqual([])
  })

  it('forget a certificate that was replaced elsewhere', () => {
    writeReminders(path(), memoryOf(remembered()))
    const { reminders, shown } = house(daysBefore(20))
    reminders.start()
    reminders.forget('0A')
    expect(shown()).toEqual([])
  })

  it('start again from nothing if their file cannot be read, and keep it aside', () => {
    writeFileSync(path(), 'not json')
    const { reminders, shown } = house(daysBefore(20))
    reminders.start()
    expect(shown()).toEqual([])
    expect(readdirSync(folder).some((name) => name.endsWith('.aside'))).toBe(true)
    expect(existsSync(path())).toBe(true)
  })
})
