import { describe, expect, it } from 'vitest'
import { handlerFaults, invoiceFaults, residentIdFault } from '../../../../src/shared/renewal/checks.ts'
import { emptyForm } from '../../../../src/shared/renewal/form.ts'

const today = new Date('2026-11-20T02:00:00Z')

describe('an identity number', () => {
  it.each([
    ['11010519491231002X', null],
    ['110105194912310021', 'id-check'],
    ['110105194913310021', 'id-date'],
    ['110105202712310021', 'id-date'],
    ['11010519491231002', 'id-length'],
    ['11010519491231002Y', 'id-length'],
  ])('%s: %s', (number, fault) => expect(residentIdFault(number, today)).toBe(fault))
})

describe('an application', () => {
  const handler = {
    ...emptyForm.handler,
    idNumber: '１１０１０５１９４９１２３１００２Ｘ',
    name: '龘㐂',
    phone: '１３８００１３８０００',
    email: 'a.b+c@example.com',
    address: '北京市',
  }

  it('takes the full-width digits of an input method', () => {
    expect(handlerFaults(handler, false, today)).toEqual({})
  })

  it('tells each field what is wrong with it', () => {
    const wrong = {
      ...handler,
      idNumber: '',
      name: '张\u202e三',
      phone: '1380013800',
      email: 'a@b',
      address: ' ',
    }
    expect(handlerFaults(wrong, false, today)).toEqual({
      idNumber: 'missing',
      name: 'hidden',
      phone: 'phone',
      email: 'email',
      address: 'missing',
    })
    expect(handlerFaults({ ...handler, idNumber: '' }, true, today)).toEqual({})
  })

  it('checks the unified credit code of the invoice', () => {
    expect(invoiceFaults({ title: '甲', taxNumber: '91110108MA01DEM07K' })).toEqual({})
    expect(invoiceFaults({ title: '甲', taxNumber: '91110108MA01DEM07J' })).toEqual({
      taxNumber: 'tax-check',
    })
    expect(invoiceFaults({ title: '甲', taxNumber: '123' })).toEqual({ taxNumber: 'tax-number' })
    expect(invoiceFaults({ title: '甲', taxNumber: '' })).toEqual({})
  })
})
