// n8n finds credentials and nodes through the `n8n` block of package.json; this file only lets `require` resolve the package.
module.exports = {};
