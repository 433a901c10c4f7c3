/**
 * The type names that workflows and the credential store hold. They must never change: a stored
 * credential is found by its type name.
 */
export const API_KEY_CREDENTIAL = 'PatchworksApiKey';
export const OAUTH_CREDENTIAL = 'PatchworksOAuth';
