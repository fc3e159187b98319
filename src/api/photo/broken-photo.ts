/** What was sent is not a whole picture of its format. The message says where and why. */
export class BrokenPhoto extends Error {
  override readonly name = 'BrokenPhoto';
}
