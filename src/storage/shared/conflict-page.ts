/** Most entries that come along with a conflict; the rest is for `read` to bring. */
export const CONFLICT_PAGE = 500;
