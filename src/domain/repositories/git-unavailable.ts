/** Git is missing, too old or has too much to do; nothing was changed, and trying later may help. */
export class GitUnavailable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'GitUnavailable';
  }
}
