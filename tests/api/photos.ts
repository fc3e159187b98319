/** Whole pictures of few bytes, written by ImageMagick. */

/** One dot, with nothing beside it. */
export const DOT_PNG = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ',
    'AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ].join(''),
  'base64',
);

/** 4 × 3, grey; its Exif says: turn it by 90° (orientation 6). */
export const SIDEWAYS_JPEG = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/4QAuRXhpZgAATU0AKgAAAAgAAgESAAMAAAABAAYAAAITAAMAAAABAAEAAAAAAA',
    'D/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9',
    '//j/wAALCAADAAQBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABf/EABgQAAIDAAAAAAAAAAAAAAAAAAACBBVU/9oACA',
    'EBAAA/AD7GXoc//9k=',
  ].join(''),
  'base64',
);

/** One dot, lossy. */
export const DOT_WEBP = Buffer.from(
  ['UklGRjgAAABXRUJQVlA4ICwAAACQAQCdASoBAAEAAsBMJaACdLoAA5gA/u5DH+5sc4twV/9tD/9aH/60P+lAAA=='].join(
    '',
  ),
  'base64',
);
