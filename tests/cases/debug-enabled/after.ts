// --- stack traces of a GraphQL server
import { ApolloServer } from "@apollo/server";
import { typeDefs } from "./schema";

export const server = new ApolloServer({
  typeDefs,
  includeStacktraceInErrorResponses: false, // finding: warning, unsafe
});

// --- every query in the log
import mongoose from "mongoose";

mongoose.set("debug", false); // finding: warning, unsafe
