/**
 * Imports a package from this folder's own `node_modules`.
 * @param {string} name
 * @returns {Promise<unknown>}
 */
export const load = (name) => import(name);
