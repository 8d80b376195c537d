import { CannotStart } from '../../cannot-start.ts'

/** The address of a PostgreSQL database. What is wrong is told without repeating it, because it may hold a password. */
export function postgresAddress(text: string): URL {
  const url = URL.parse(text)
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol) || url.hash !== '')
    throw new CannotStart('the database is no address like postgres://USER@HOST/NAME')
  if (url.searchParams.has('password'))
    throw new CannotStart('the password stands before the @ of the address')
  return url
}
