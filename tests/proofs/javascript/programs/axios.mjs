// --- an instance
// packages: axios@1.21.1
// http-without-timeout: axios.default.create

import axios from "axios";

const api = axios.create({ baseURL: process.env.MODEL_URL });

const { data } = await api.post("/lookup", { question: "What is the capital of France?" });
console.log(data.answer);

// --- a request
// packages: axios@1.21.1
// http-without-timeout: axios.default.request

import axios from "axios";

const { data } = await axios.request({ method: "POST", url: `${process.env.MODEL_URL}/lookup` });
console.log(data.answer);

// --- a call with a configuration
// packages: axios@1.21.1
// http-without-timeout: axios.default

import axios from "axios";

const { data } = await axios({
  method: "post",
  url: `${process.env.MODEL_URL}/lookup`,
  data: { question: "What is the capital of France?" },
});
console.log(data.answer);

// --- a call with an address
// packages: axios@1.21.1
// http-without-timeout: axios.default

import axios from "axios";

const { data } = await axios(`${process.env.MODEL_URL}/lookup`);
console.log(data.answer);

// --- of the older kind
// file: src/ask.cjs
// packages: axios@1.21.1
// http-without-timeout: axios.post

const axios = require("axios");

axios
  .post(`${process.env.MODEL_URL}/lookup`, { question: "What is the capital of France?" })
  .then(({ data }) => console.log(data.answer));

// --- axios.get
// packages: axios@1.21.1
// http-without-timeout: axios.default.get

import axios from "axios";

const { data } = await axios.get(`${process.env.MODEL_URL}/lookup`, {
  headers: { accept: "application/json" },
});
console.log(data.answer);

// --- axios.delete
// packages: axios@1.21.1
// http-without-timeout: axios.default.delete

import axios from "axios";

const { data } = await axios.delete(`${process.env.MODEL_URL}/lookup`, {
  headers: { accept: "application/json" },
});
console.log(data.answer);

// --- axios.post
// packages: axios@1.21.1
// http-without-timeout: axios.default.post

import axios from "axios";

const { data } = await axios.post(`${process.env.MODEL_URL}/lookup`, {
  question: "What is the capital of France?",
});
console.log(data.answer);

// --- axios.put
// packages: axios@1.21.1
// http-without-timeout: axios.default.put

import axios from "axios";

const { data } = await axios.put(`${process.env.MODEL_URL}/lookup`, {
  question: "What is the capital of France?",
});
console.log(data.answer);

// --- axios.patch
// packages: axios@1.21.1
// http-without-timeout: axios.default.patch

import axios from "axios";

const { data } = await axios.patch(`${process.env.MODEL_URL}/lookup`, {
  question: "What is the capital of France?",
});
console.log(data.answer);
