import type { Translation } from '../errors/entry.ts'
import type { identityErrors as original } from './errors.zh-cn.ts'

const kept = 'What you filled in is still there.'
const unchanged = 'Nothing was changed.'

export const identityErrors = {
  'identity-exists': {
    title: 'This user exists already',
    happened: '{which} belongs to an account already: {account}.',
    lost: kept,
    next: 'Log in to that account and link the old one under My account, Old account. If you forgot the password, choose Forgotten password.',
  },
  'identity-retired': {
    title: 'Cannot be registered again',
    happened:
      'The account of this document was closed for good, so the document cannot be registered or completed again.',
    lost: kept,
    next: "If you have questions, send an appeal or call the authority's hotline.",
  },
  'dossier-unknown': {
    title: 'Not found',
    happened: 'This registration, completion or appeal does not exist, or was not begun on this computer.',
    lost: kept,
    next: 'Begin it again.',
  },
  'dossier-closed': {
    title: 'Cannot be changed now',
    happened: 'It has been handed in, is finished, or has expired.',
    lost: 'What was handed in has not changed.',
    next: 'Refresh to see how it stands.',
  },
  'dossier-step-missing': {
    title: 'Something is missing',
    happened: 'An earlier step is not finished.',
    lost: kept,
    next: 'Finish the earlier steps first.',
  },
  'dossier-step-unfit': {
    title: 'This step is not needed',
    happened: 'There is no such step for this kind of user.',
    lost: kept,
    next: 'Go back and choose the kind of user again.',
  },
  'identity-complete': {
    title: 'Nothing to complete',
    happened: 'The details of this account are complete.',
    lost: kept,
    next: 'Log in and go on.',
  },
  'document-number-wrong': {
    title: 'Wrong document number',
    happened: 'The number does not fit the kind of document, or its check digit is wrong.',
    lost: kept,
    next: 'Compare it with the document and correct it.',
  },
  'document-expired': {
    title: 'Document not valid today',
    happened: 'Its validity has not begun, is over, or ends before it begins.',
    lost: kept,
    next: 'Check the dates. If the document has expired, get a new one first.',
  },
  'person-too-young': {
    title: 'Younger than {age}',
    happened:
      'The document number tells an age below {age}. Such a person cannot have an account, represent an entity or be a handler.',
    lost: kept,
    next: 'Check the number. If it is right, an adult must do this.',
  },
  'name-unfit': {
    title: 'Wrong name',
    happened: 'The name has characters that are not allowed. Letters, middle dots, spaces and hyphens are.',
    lost: kept,
    next: 'Write it as in the document.',
  },
  'password-unfit': {
    title: 'Password does not fit',
    happened:
      'A password has 8 to 64 characters of at least three kinds (capitals, small letters, digits, others), and contains no phone, document number or name.',
    lost: kept,
    next: 'Choose another one.',
  },
  'credit-code-wrong': {
    title: 'Wrong unified social credit code',
    happened: 'Its length, its characters or its check digit are wrong.',
    lost: kept,
    next: 'Compare it with the licence and correct it.',
  },
  'register-differs': {
    title: 'Not confirmed by the register',
    happened:
      'Name, credit code, and name and document of the representative do not agree with the register. Tries left: {triesLeft}.',
    lost: kept,
    next: 'Compare them with the licence. If they are right and it still fails, send an appeal.',
  },
  'agency-not-on-record': {
    title: 'Not what is on record',
    happened: 'This does not agree with the record of agencies. Tries left: {triesLeft}.',
    lost: kept,
    next: 'Only the credit code on record can be used. If the code on record is wrong, have it changed there first.',
  },
  'identity-code-wrong': {
    title: 'Wrong code',
    happened: 'The code is wrong. Tries left: {triesLeft}.',
    lost: kept,
    next: 'Look at the newest message or mail.',
  },
  'identity-code-stale': {
    title: 'Code no longer valid',
    happened: 'The code has expired, was used, or was wrong too often.',
    lost: kept,
    next: 'Ask for a new code.',
  },
  'handler-elsewhere': {
    title: 'Handler of another agency',
    happened: 'This person is a handler of {agency} already. A person can be the handler of one agency only.',
    lost: kept,
    next: 'Choose another person, or ask that agency to remove this handler first.',
  },
  'handler-not-practitioner': {
    title: 'Not a practitioner on record',
    happened: "This person is not on this agency's list of practitioners on record.",
    lost: kept,
    next: 'Have the person put on record first.',
  },
  'legacy-linked-here': {
    title: 'An old account is linked already',
    happened: 'A user can link one old account, and this cannot be changed or undone.',
    lost: 'The link has not changed.',
    next: "If you have questions, call the authority's hotline.",
  },
  'legacy-linked-elsewhere': {
    title: 'The old account is linked already',
    happened: 'This old account is linked to another user.',
    lost: unchanged,
    next: 'Check which old account it is. If it was not you who linked it, send an appeal.',
  },
  'legacy-too-new': {
    title: 'Cannot be linked now',
    happened:
      'This account was registered after 0:00 on 1 August 2025, so it cannot be completed or linked yet.',
    lost: unchanged,
    next: 'Wait until the new system is in service.',
  },
  'legacy-not-named': {
    title: 'Not the old account of the notice',
    happened: 'You have several old accounts and can link only the one that the notice names: {login}.',
    lost: unchanged,
    next: 'Look for the mail and the message of the authority. If you got none, call the hotline.',
  },
  'legacy-kind-differs': {
    title: 'Another kind of user',
    happened: 'The old account is of another kind than this account.',
    lost: unchanged,
    next: 'An agency that registered as a legal entity becomes an agency first. A sole trader with a trade name registers as a legal entity.',
  },
  'legacy-in-use': {
    title: 'Both accounts have a valid certificate',
    happened: 'The old account and this one both have a valid certificate, so they cannot be linked.',
    lost: 'Nothing was changed; the certificates still work.',
    next: 'Have the certificate of one of them revoked first.',
  },
  'upload-unsafe': {
    title: 'The PDF contains what is not allowed',
    happened: 'It has scripts, automatic actions, attached files or encryption.',
    lost: kept,
    next: 'Scan the paper again into a plain PDF.',
  },
  'uploads-same': {
    title: 'Twice the same file',
    happened: 'The proof of the handler and the proof of the entity are the same file.',
    lost: kept,
    next: 'Upload two files.',
  },
  'account-owner-wanted': {
    title: 'Only for the account itself',
    happened: 'A handler cannot do this.',
    lost: unchanged,
    next: 'Log in with the credit code and the password of the entity or agency.',
  },
  'closing-unfinished': {
    title: 'Cannot be closed now',
    happened:
      'Unfinished: {count}. Certificates in force, requests or orders keep the account open, among them {name}.',
    lost: 'The account has not changed.',
    next: 'Finish, revoke or give up these first.',
  },
  'agency-change-unfit': {
    title: 'Cannot become an agency',
    happened: 'Only a legal entity with a unified social credit code can become an agency.',
    lost: 'The account has not changed.',
    next: 'Check which account is logged in.',
  },
  'handler-last': {
    title: 'The last handler stays',
    happened: 'An agency has at least one handler.',
    lost: 'The handlers have not changed.',
    next: 'Bind another handler first.',
  },
} as const satisfies Translation<typeof original>
