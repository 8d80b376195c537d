import { describe, expect, it } from 'vitest'
import { createPages, endLogins } from '../../../../src/main/web-signing/page.ts'
import type { Scope } from '../../../../src/main/web-signing/scope.ts'
import { openPage, origin } from './asked-person.ts'

const login = () => {
  const ended = { times: 0 }
  const scope: Scope = {
    open: true,
    use: () => Promise.reject(new Error('not used')),
    end: () => {
      ended.times += 1
    },
  }
  return { scope, ended }
}

const loggedIn = (name = origin) => {
  const [one, two] = [login(), login()]
  const request = new AbortController()
  const { page } = openPage({
    origin: name,
    logins: new Map([
      ['a', one.scope],
      ['b', two.scope],
    ]),
    covers: new Set(['a']),
    requests: new Set([request]),
  })
  return { page, request, times: () => [one.ended.times, two.ended.times] }
}

it('logins of a page end together, with what they covered', () => {
  const { page, times, request } = loggedIn()
  endLogins(page)
  expect([times(), page.logins.size, page.covers.size]).toEqual([[1, 1], 0, 0])
  expect([request.signal.aborted, page.here]).toEqual([false, true])
})

describe('pages that are open', () => {
  const setUp = () => {
    const told = { times: 0 }
    const pages = createPages(() => {
      told.times += 1
    })
    return { pages, told }
  }

  it('are found by their origin', () => {
    const { pages, told } = setUp()
    const [one, two, other] = [openPage().page, openPage().page, openPage({ origin: 'https://b.cn' }).page]
    for (const page of [one, two, other]) pages.enter(page)
    expect([pages.of(origin), pages.of('https://b.cn'), pages.of('https://c.cn')]).toEqual([
      ...[[one, two], [other], []],
    ])
    expect([[...pages.all()], told.times]).toEqual([[one, two, other], 3])
  })

  it('lose their requests and logins when they go, once', () => {
    const { pages, told } = setUp()
    const { page, request, times } = loggedIn()
    const stays = loggedIn('https://b.cn')
    pages.enter(page)
    pages.enter(stays.page)
    pages.leave(page)
    expect([page.here, request.signal.aborted, times(), page.logins.size]).toEqual([false, true, [1, 1], 0])
    expect([stays.page.here, stays.request.signal.aborted, stays.times()]).toEqual([true, false, [0, 0]])
    expect([[...pages.all()], told.times]).toEqual([[stays.page], 3])
    pages.leave(page)
    expect([times(), told.times]).toEqual([[1, 1], 3])
  })

  it('are not touched by one that never came', () => {
    const { pages, told } = setUp()
    const { page, request } = loggedIn()
    pages.leave(page)
    expect([page.here, request.signal.aborted, told.times]).toEqual([true, false, 0])
  })
})
