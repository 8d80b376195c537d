import { describe, expect, it } from 'vitest'
import { AssistantError } from '../../../../src/shared/errors/index.ts'
import { turnsUntil } from '../moments.ts'
import { seal, upgrading, wishFor } from './upgrading.ts'

const opened = [{ id: 'a', name: '申请' }]
const running = { code: 'transaction-running' }

describe('the seal of an upgrade', () => {
  it('is brought up to date once', async () => {
    const { service, book, log, certified } = upgrading({ before: [seal] })
    const id = await certified()
    await service.updateSeal(id)
    expect([log, book.find(id).seal]).toEqual([['update seal of CD34'], 'done'])
    await service.updateSeal(id)
    await service.leaveSeal(id)
    expect([log.length, book.find(id).seal]).toEqual([1, 'done'])
  })

  it('may be left as it is, and brought up to date later', async () => {
    const { service, book, log, certified } = upgrading({ before: [seal] })
    const id = await certified()
    await service.leaveSeal(id)
    expect([log, book.find(id).seal]).toEqual([[], 'left'])
    await service.updateSeal(id)
    expect(book.find(id).seal).toBe('done')
  })

  it('is nobody’s matter if there was none', async () => {
    const { service, book, log, certified } = upgrading()
    const id = await certified()
    await service.updateSeal(id)
    await service.leaveSeal(id)
    expect([log, book.find(id).seal]).toEqual([[], null])
  })

  it('is not done if it could not be verified', async () => {
    const failure = new AssistantError('upgrade-seal-unverified')
    const { service, book, certified } = upgrading({
      seals: {
        besideCertificate: () => ({ token: '', before: [seal] }),
        update: async () => Promise.reject(failure),
      },
    })
    const id = await certified()
    await expect(service.updateSeal(id)).rejects.toBe(failure)
    expect(book.find(id).seal).toBeNull()
  })
})

describe('the applications of an upgrade', () => {
  it('are listed for the person who began it', async () => {
    const { service, certified, applications } = upgrading()
    expect(await service.applications(await certified())).toEqual(applications)
  })

  it('are opened once each as they were chosen, and once', async () => {
    const { service, book, log, certified } = upgrading()
    const id = await certified()
    await service.openApplications(id, ['a', 'b', 'a'])
    expect([log, book.find(id)]).toMatchObject([['open a b'], { chosen: ['a', 'b'], opened }])
    await service.openApplications(id, ['b'])
    await service.resend(id)
    await service.goOn()
    expect(log).toHaveLength(1)
  })

  it('are only listed if none was chosen', async () => {
    const { service, book, log, certified } = upgrading()
    const id = await certified()
    await service.openApplications(id, [])
    expect([log, book.find(id).opened]).toEqual([['list'], opened])
  })

  it('are sent again after a failure, by the person or by themselves', async () => {
    const failure = new AssistantError('network-timeout')
    let fails = 2
    const { service, book, log, certified, applications } = upgrading({
      open: async () => {
        fails -= 1
        if (fails >= 0) throw failure
        return { applications }
      },
    })
    const id = await certified()
    await expect(service.openApplications(id, ['a'])).rejects.toBe(failure)
    await service.goOn()
    expect([log.length, book.find(id).opened]).toEqual([2, null])
    await service.resend(id)
    expect([log.length, book.find(id).opened]).toEqual([3, opened])
  })

  it('are not sent twice at once, and nothing is sent before something was chosen', async () => {
    const answer = Promise.withResolvers<object>()
    const { service, log, certified, applications } = upgrading({ open: () => answer.promise })
    const id = await certified()
    await service.resend(id)
    const over: string[] = []
    const opening = service.openApplications(id, ['a']).then(() => over.push('opened'))
    await turnsUntil(() => log.length > 0)
    await service.resend(id)
    expect([log, over]).toEqual([['open a'], []])
    answer.resolve({ applications })
    await opening
  })
})

describe('an upgrade that is finished', () => {
  it('has nothing left to do and goes', async () => {
    const { service, book, certified } = upgrading({ before: [seal] })
    const id = await certified()
    await service.openApplications(id, ['a'])
    await expect(service.finish(id)).rejects.toMatchObject(running)
    await service.leaveSeal(id)
    await service.finish(id)
    expect(book.all()).toEqual([])
  })

  it('needs its certificate first, like everything after it', async () => {
    const { service, log } = upgrading()
    const { upgradeId } = await service.start(wishFor())
    log.length = 0
    await expect(service.updateSeal(upgradeId)).rejects.toMatchObject(running)
    await expect(service.leaveSeal(upgradeId)).rejects.toMatchObject(running)
    await expect(service.openApplications(upgradeId, [])).rejects.toMatchObject(running)
    await expect((async () => service.resend(upgradeId))()).rejects.toMatchObject(running)
    await expect(service.finish(upgradeId)).rejects.toMatchObject(running)
    expect(log).toEqual([])
  })
})
