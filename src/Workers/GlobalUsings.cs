global using Rupaya.Domain.Contracts.V1;
global using Rupaya.Infrastructure.Messaging;
