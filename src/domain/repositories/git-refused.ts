/** Git does not take what a client asks of it; the message is its own. */
export class GitRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'GitRefused';
  }
}
