export { isOrganisationCode } from './organisation.ts'
export { isResidentId, maskedResidentId } from './resident-id.ts'
export { isCreditCode, organisationCodeWithin } from './uscc.ts'
