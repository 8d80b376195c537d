import type { reminders as original } from './words.zh-cn.ts'

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`)
const left = (count: number): string => {
  if (count > 0) return `The certificate expires in ${days(count)}`
  return count === 0 ? 'The certificate expires today' : `The certificate expired ${days(-count)} ago`
}

export const reminders: typeof original = {
  title: left,
  notifyBody: (holder, token) => `${holder} (${token}). Renew it in time: click here.`,
  notifyManyTitle: (count) => `${count} certificates need renewing`,
  notifyManyBody: 'Some expire soon, some have expired. Click to see them.',
  until: (date) => `Valid until ${date}`,
  on: (holder, token) => `${holder} · ${token}`,
  away: (token) => `Plug in ${token} for the renewal.`,
  renewNow: 'Renew now',
  later: 'Remind me later',
  tomorrow: 'Tomorrow',
  week: 'In a week',
  never: 'No more about this certificate',
  settings: 'Expiry reminders',
  year: {
    title: 'The year ahead',
    lead: (ending, all) => {
      const certificates = all === 1 ? '1 certificate' : `${all} certificates`
      return ending === 0
        ? `${certificates}, none of which expires within a year.`
        : `${certificates}, of which ${ending} ${ending === 1 ? 'expires' : 'expire'} within a year.`
    },
    more: (count) =>
      ` The picture shows those that expire first; ${count} more ${count === 1 ? 'is' : 'are'} listed below.`,
    pictureOf: (count) =>
      `When ${count === 1 ? '1 certificate expires and is' : `${count} certificates expire and are`} reminded of in the year ahead; the same in words below`,
    nothing: 'There is no certificate to remind of.',
    reminder: 'Reminder',
    end: 'Expiry',
    inWords: 'Show in words',
    ends: (date) => `Expires on ${date}`,
    ended: (date) => `Expired on ${date}`,
    remindersOn: 'Reminders',
  },
  quiet: 'Quiet hours',
  quietFromTo: 'From and to',
  quietFrom: 'Quiet from',
  quietTo: 'Quiet until',
  quietMeaning: 'No reminders pop up in these hours; the home page still shows them.',
}
